/* Every word of the widget and the page. A site that speaks another language, or its own, replaces what it wants:
   `import { strings } from ".../strings.js"; Object.assign(strings, { send: "Envoyer" })`.
   {names} are filled in. A key that counts things ends in _one or _other, as Intl.PluralRules says for the language. */

export const strings = {
  // Chat
  heading: "Retold",
  software: "You are talking to software.",
  openChat: "Chat",
  closeChat: "Close",
  backToChat: "Back to the chat",
  whatIRemember: "What I remember",
  conversation: "Conversation",
  yourMessage: "Your message",
  send: "Send",
  writing: "Writing a reply",
  you: "You",
  bot: "Software",
  loading: "Opening the conversation",
  tryAgain: "Try again",
  notSent: "Not sent.",
  sendingFailed: "I could not be reached. Your message is still here.",
  openingFailed: "The conversation could not be opened.",
  offline: "You are offline. What you write stays here until you send it again.",
  tooLong: "{count} of {limit} characters",

  // Receipts
  noted: "Noted",
  drewOn: "You told me",
  receipts: "What this reply draws on",
  moreReceipts_one: "and {count} more",
  moreReceipts_other: "and {count} more",
  toldOn: "Told {when}, {where}",
  whereWeb: "in the chat",
  whereSlack: "in Slack",
  whereHand: "by hand",
  whereOther: "in {channel}",
  forget: "Forget",
  forgetThis: "Forget: {statement}",
  correct: "Correct",
  correctThis: "Correct: {statement}",
  dontBringUp: "Don't bring this up",
  dontBringUpThis: "Don't bring this up: {statement}",
  willNotBringUp: "I will not bring this up again by myself. It stays on the page “What I remember”.",
  correction: "How it is, in your words",
  save: "Save",
  cancel: "Cancel",
  erasing: "Being erased",
  erased_one: "Erased: {count} memory. {files} files searched, nothing of it is left.",
  erased_other: "Erased: {count} memories. {files} files searched, nothing of them is left.",
  erasedGone: "Erased.",
  erasedResidue: "Deleted, but {residue} copies are left that I could not erase. Please tell whoever runs this.",
  erasedTranscript: "The conversation up to here held the words, so it is erased too.",
  corrected: "Changed. What it said before is kept under it, with its date.",

  // What I remember
  memoriesIntro_one: "{count} thing you told me, as you said it. Nothing is kept about you that is not on this page.",
  memoriesIntro_other:
    "{count} things you told me, as you said them. Nothing is kept about you that is not on this page.",
  nothingYet: "I remember nothing about you.",
  nothingYetUnasked:
    "In the chat I ask whether I may remember what you tell me. If you say yes, it shows up here, word for word, " +
    "and you can change or erase each of it.",
  nothingYetOn: "Tell me something about yourself in the chat, and it shows up here, word for word.",
  nothingYetPaused: "Remembering is paused, so nothing is noted.",
  nothingYetOff: "Remembering is off, so nothing is noted.",
  notMet: "We have not talked in this browser yet, so there is nothing here.",
  toTheChat: "To the chat",
  pageFailed: "What I remember cannot be shown just now.",
  loadingMemories: "Looking up what I remember",
  search: "Search what I remember",
  found_one: "{count} thing found",
  found_other: "{count} things found",
  nothingFound: "Nothing of what you told me contains this.",
  earlier: "Earlier",
  before: "Before",
  done: "Not brought up again",
  bringUpAgain: "You may bring it up",
  sensitiveTag: "Sensitive: {kind}",
  aboutPhrase: "“{phrase}”: {when}",
  saidTimes: "said {count} times",
  expires: "erased on {when}",
  notUsed: "not used so far",
  used_one: "used once, on {when}",
  used_other: "used {count} times, last on {when}",
  usedAt: "Used {when}, {where}",
  edit: "Edit",
  editThis: "Edit: {statement}",
  details: "Details",
  inReplyTo: "In reply to",
  forgetGroup: "Forget all of this",
  forgetGroupOf: "Forget everything under {group}",
  forgetGroupAsk_one: "Erase {count} memory under “{group}” for good?",
  forgetGroupAsk_other: "Erase {count} memories under “{group}” for good?",
  forgetAsk: "Erase this for good? It cannot be brought back.",
  forgetAskPast: "Erase this and what it said before for good? It cannot be brought back.",
  erase: "Erase",
  addOne: "Tell me something",
  addLabel: "In your own words, for example “My sister's name is Ines”",
  add: "Keep this",
  added: "Noted.",
  addedNothing: "There was nothing about you in that, so nothing was noted.",
  group: "Group",
  groupAuto: "By itself",

  // What waits
  waiting: "Waiting for your answer",
  waitingWhy: "This is sensitive, so it is not kept unless you say so. Without an answer it is gone on {when}.",
  waitingKeep: "Keep it",
  waitingDrop: "Don't keep it",
  waitingDropped: "It is not kept.",

  // Settings
  settings: "How I remember",
  saved: "Saved.",
  remembering: "Remembering",
  rememberingUnasked: "You have not been asked yet. The chat asks you; until you say yes, nothing is kept.",
  rememberingOn: "On",
  rememberingOnWhy: "What you tell me about yourself is noted.",
  rememberingPaused: "Paused",
  rememberingPausedWhy: "What is here stays; nothing is added.",
  rememberingOff: "Off",
  rememberingOffWhy: "Nothing is noted. What is here stays, and I use it only when you ask.",
  consented: "You said yes on {when}, to this:",
  level: "How much of it I use",
  levelQuiet: "Quiet",
  levelQuietWhy: "Only when you ask. Short answers.",
  levelAcknowledge: "Acknowledge",
  levelAcknowledgeWhy: "To answer you, and to show what I noted.",
  levelAttentive: "Attentive",
  levelAttentiveWhy: "I pick up what you told me where it fits, and ask about it once.",
  levelInvested: "Invested",
  levelInvestedWhy: "I also follow the goals you set, and suggest things.",
  sensitive: "Sensitive things, such as health or belief",
  sensitiveAsk: "Ask me each time",
  sensitiveAskWhy: "They are kept only after you say so.",
  sensitiveKeep: "Keep them",
  sensitiveKeepWhy: "They are noted like everything else.",
  sensitiveNever: "Never keep them",
  sensitiveNeverWhy: "They are not noted, and I do not ask.",
  levelIn: "Other than that {where}: {level}.",
  levelSame: "Make it the same everywhere",
  checkIn: "Ask how it goes with the goals I set",
  checkInNever: "Not of its own accord",
  checkInDays: "Every {count} days",
  retention: "Erase what you told me after",
  retentionNever: "no set time",
  retentionDays: "{count} days",
  timezone: "Time zone, for “tomorrow” and “next week”",

  // Linked accounts
  links: "Linked accounts",
  linksNone: "This account stands alone: what you tell me in Slack or in another browser is not known here.",
  linkConsent:
    "If you link this account with another of yours, they are one person to me: what you told me in either can be " +
    "used, seen, changed and forgotten in both, from then on. You can unlink them at any time.",
  linkMake: "Link: make a code",
  linkCode: "Type this code in the other account. It works once, until {until}:",
  linkCodeSlack: "In Slack write: /memories link {code}",
  linkEnter: "Or a code that was made in the other account",
  link: "Link",
  linked: "Linked. What you told me there is here, too.",
  linkedSince: "{account}, since {when}",
  unlink: "Unlink",
  unlinkThis: "Unlink: {account}",
  unlinkAsk: "Unlink {account}? From then on each knows only what was told in it.",
  unlinked: "Unlinked. What was told in each account stays with that account.",
  accountWeb: "The chat in a browser",
  accountSlack: "Slack",
  accountSite: "{name}, who logged in on a site",

  // The rest of what is kept
  movesHeading: "What I asked and offered",
  movesNone: "I have asked and offered nothing of my own accord.",
  overTime: "Told and used, by week",
  overTimeText: "Told and used by week, from {from} to {to}: {told} told, {used} used.",
  week: "Week of",
  toldColumn: "Told",
  usedColumn: "Used",
  asTable: "As a table",
  transcript: "The conversation that is kept",
  transcriptWhy:
    "While a conversation runs, it is kept so that it can go on after a restart. It is erased when it ends.",
  transcriptNone: "None is kept at the moment.",
  keptIds_one: "Beside that: the id of {count} message, so that nothing is noted twice.",
  keptIds_other: "Beside that: the ids of {count} messages, so that nothing is noted twice.",
  keptPseudonym: "And a random name for you, under which the index for finding things knows you.",
  takeWithYou: "Take it with you",
  bringAlong: "Bring something along",
  importFile: "A JSON file that was exported here or from another Retold",
  importWhy: "What is in it is added, with its words and dates. Nothing that is here is changed by it.",
  importing: "Taking it in",
  imported_one: "Taken in: {count} memory.",
  imported_other: "Taken in: {count} memories.",
  alreadyThere_one: "{count} was here already.",
  alreadyThere_other: "{count} were here already.",
  importTooLarge: "This file is larger than 8 MB, which is the most that can be taken in.",
  importNotOurs: "This file is not an export of mine. Choose one that ends in .json and was made by “Export as JSON”.",
  exportJson: "Export as JSON",
  exportMarkdown: "Export as text (Markdown)",
  forgetEverything: "Forget everything",
  forgetEverythingWhy: "Erases every memory, its history and uses, your settings, and the conversation, for good.",
  forgetEverythingType: "Type “{phrase}” to confirm",
  forgetEverythingPhrase: "forget everything",
  forgetEverythingMismatch: "That is not the phrase yet.",
  erasedEverything:
    "Everything is erased: {memories} memories, {vectors} vectors, {turns} messages of the conversation. " +
    "{files} files searched, nothing is left. It took {seconds} s.",

  refused: {
    secret: "a password, a key or a card number: never kept",
    sensitive: "sensitive, and you have not set that such things are kept",
    forgotten: "you had me forget it, so it does not come back",
    expired: "older than you want things to be kept",
  },
  moves: {
    follow_up: "I asked how a plan went",
    check_in: "I asked after a goal",
    question: "I asked a question back",
    detail: "I told something of what I am",
    suggestion: "I suggested something",
    silence: "You asked me not to ask about this",
  },
  moveAnswers: { told: "you answered", declined: "you would rather not" },
  groups: {
    self: "You",
    people: "People",
    pets: "Animals",
    places: "Places",
    work: "Work",
    study: "Study",
    tastes: "Tastes",
    health: "Health",
    belief: "Belief",
    habits: "Habits",
    possessions: "Possessions",
    goals: "Goals",
    plans: "Plans",
    events: "Events",
    other: "Other",
  },
};

/** The string at `key` with its {names} filled in. */
export function say(key, values = {}) {
  return fill(strings[key] ?? key, values);
}

/** The string for a number of things: `key_one` or `key_other`. */
export function sayCount(key, count, values = {}) {
  const form = new Intl.PluralRules(language()).select(count);
  return fill(strings[`${key}_${form}`] ?? strings[`${key}_other`], { count, ...values });
}

/** The language for dates and numbers: the page's, in the form that the browser prefers. */
export function language() {
  const page = document.documentElement.lang || navigator.language;
  return navigator.languages.find((one) => one === page || one.startsWith(`${page}-`)) ?? page;
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
