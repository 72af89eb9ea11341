/* What a part of the page does for the person, with a note beside it where that does not work. */

import { say } from "./strings.js";

/** Does `act`; what goes wrong becomes the `note` of `part`. */
export async function attempt(part, act) {
  part.note = "";
  try {
    await act();
  } catch (problem) {
    part.note = problem.message || say("sendingFailed");
  }
}
