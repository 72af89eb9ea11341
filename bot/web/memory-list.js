/* What is kept about the person: how it is asked for, what replaced what, and what a search finds. */

const PAGE = 500;

/** The memories with the profile, the uses and the moves. */
export async function everything(api) {
  const [memories, profile, { uses }, { moves }] = await Promise.all([
    all(api),
    api.me("GET", "/profile"),
    api.me("GET", "/uses"),
    api.me("GET", "/moves"),
  ]);
  return { memories, profile, uses, moves };
}

/* All memories, asked for a page at a time. */
async function all(api) {
  const memories = [];
  let cursor = "";
  do {
    const page = await api.me("GET", `/memories?limit=${PAGE}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    memories.push(...page.memories);
    cursor = page.next_cursor ?? "";
  } while (cursor);
  return memories;
}

/** Those that no other has replaced. */
export function heads(memories) {
  const replaced = new Set(memories.map((one) => one.supersedes).filter(Boolean));
  return memories.filter((one) => !replaced.has(one.id));
}

/** What a memory replaced, newest first. */
export function past(memory, byId) {
  const list = [];
  for (let one = byId.get(memory.supersedes); one && list.length < 100; one = byId.get(one.supersedes)) list.push(one);
  return list;
}

/** Whether one of these holds what is sought. */
export function matches(memories, query) {
  const sought = query.trim().toLocaleLowerCase();
  return (
    !sought ||
    memories.some(({ statement, quote, about }) =>
      [statement, quote, about?.phrase ?? ""].some((text) => text.toLocaleLowerCase().includes(sought)),
    )
  );
}
