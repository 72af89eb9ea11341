/* Dates, places and reports, in words. */

import { language, say, sayCount } from "./strings.js";

/** "21 Nov 2026", or with the time of day. */
export function day(iso, withTime = false) {
  const options = withTime ? { dateStyle: "medium", timeStyle: "short" } : { dateStyle: "medium" };
  return new Intl.DateTimeFormat(language(), options).format(new Date(iso));
}

/** "15:04". */
export function time(iso) {
  return new Intl.DateTimeFormat(language(), { timeStyle: "short" }).format(new Date(iso));
}

/** One day or a span of days, from plain dates ("2026-11-24"). */
export function days(from, to) {
  const format = new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeZone: "UTC" });
  return from === to ? format.format(new Date(from)) : format.formatRange(new Date(from), new Date(to));
}

/** Where something was told. */
export function place(channel) {
  const known = { web: "whereWeb", slack: "whereSlack", "by hand": "whereHand" }[channel];
  return known ? say(known) : say("whereOther", { channel });
}

/** When and where something was told; of what came in a file, that it is the file's word. */
export function told({ told_at, channel, imported_at: imported }) {
  if (!imported) return say("toldOn", { when: day(told_at, true), where: place(channel) });
  return say("importedOn", { imported: day(imported), told: day(told_at) });
}

/** What an erasure removed, from its report. */
export function reported(report) {
  if (!report) return say("erasedGone");
  if (report.residue > 0) return say("erasedResidue", { residue: report.residue });
  return sayCount("erased", report.memories, { files: report.scanned_files });
}
