/* The web channel, from a browser. Says who the person is by a cookie on our own pages and by a token elsewhere. */

export const MAX_TEXT_CHARS = 4000;

/** Something went wrong; `message` may be shown. `status` is 0 when no answer came. */
export class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

export class Api {
  /** `base` is where the bot is; `token` is what a site made for a person who logged in there. */
  constructor(base, token = "") {
    this.base = base.replace(/\/$/, "");
    this.token = token;
    this.elsewhere = new URL(this.base, location.href).origin !== location.origin;
  }

  /** Opens the conversation: `{messages, history}`. */
  async open() {
    const opened = await this.#json("POST", "/webhooks/web/open");
    if (opened.token) this.#keep(opened.token);
    return opened;
  }

  /** Sends `{text | payload, message_id}`; returns `{messages, erased}`: the reply, and whether it erased words. */
  async send(message) {
    try {
      return await this.#json("POST", "/webhooks/web/messages", message);
    } catch (problem) {
      if (problem.status !== 401 || this.token) throw problem;
    }
    // The browser has lost who this is: begin again, once, and say it there.
    await this.open();
    return this.#json("POST", "/webhooks/web/messages", message);
  }

  /** What is remembered about this person: `path` is empty or begins with a slash. */
  me(method, path = "", body = undefined) {
    return this.#json(method, `/webhooks/web/me${path}`, body);
  }

  /** The browsers in which the person is signed in, as `[{id, here, agent, begun_at, seen_at}]`. */
  async sessions() {
    return (await this.#json("GET", "/webhooks/web/sessions")).sessions;
  }

  /** Signs one of them out. */
  endSession(id) {
    return this.#json("DELETE", `/webhooks/web/sessions/${encodeURIComponent(id)}`);
  }

  /** Signs this browser out, or all of them; whoever opens the chat next is somebody new. */
  async signOut(everywhere = false) {
    await (everywhere ? this.#json("DELETE", "/webhooks/web/sessions") : this.#json("POST", "/webhooks/web/sign-out"));
    if (this.elsewhere && !this.token) this.#keep(null);
  }

  /** A file of what is remembered: `{blob, name}`. */
  async download(path) {
    const reply = await this.#fetch("GET", `/webhooks/web/me${path}`);
    const name = /filename="([^"]+)"/.exec(reply.headers.get("content-disposition") ?? "")?.[1] ?? "retold";
    return { blob: await reply.blob(), name };
  }

  async #json(method, path, body) {
    const reply = await this.#fetch(method, path, body);
    return reply.status === 204 ? null : reply.json();
  }

  async #fetch(method, path, body) {
    const headers = { "X-Requested-With": "retold" };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const token = this.token || (this.elsewhere && this.#kept());
    if (token) headers.Authorization = `Bearer ${token}`;
    let reply;
    try {
      reply = await fetch(this.base + path, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        keepalive: method === "PUT", // a choice that was made is saved even if the page is left at once
        credentials: this.elsewhere ? "omit" : "same-origin",
        cache: "no-store",
      });
    } catch {
      throw new Problem(0, "");
    }
    // After everything was forgotten it is somebody new.
    const renewed = reply.headers.get("x-retold-token");
    if (renewed && this.elsewhere && !this.token) this.#keep(renewed);
    if (reply.ok) return reply;
    if (reply.status === 401 && this.elsewhere && !this.token) this.#keep(null);
    const problem = await reply.json().catch(() => ({}));
    throw new Problem(reply.status, problem.detail ?? "");
  }

  // A browser that refuses storage to a page in a page forgets the person when the page is left, and nothing breaks.
  #kept() {
    try {
      return localStorage.getItem(`retold ${this.base}`) ?? this.#visitor;
    } catch {
      return this.#visitor;
    }
  }

  #keep(token) {
    this.#visitor = token;
    try {
      if (token) localStorage.setItem(`retold ${this.base}`, token);
      else localStorage.removeItem(`retold ${this.base}`);
    } catch {
      /* kept in this page only */
    }
  }

  #visitor = null;
}

/** An id that a message keeps through every retry. */
export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const channel = "BroadcastChannel" in self ? new BroadcastChannel("retold") : null;
const news = new EventTarget();
channel?.addEventListener("message", ({ data }) => news.dispatchEvent(new CustomEvent("change", { detail: data })));

/** Tells every part of this page and every other tab what changed: `{forgotten: [ids] | "everything", report}`,
    `{changed: id}`, `{signedOut: true}`, or `{said: chat id, erased}` after a reply. */
export function announce(change) {
  news.dispatchEvent(new CustomEvent("change", { detail: change }));
  channel?.postMessage(change);
}

/** Calls `heard` with each announced change; returns a function that ends it. */
export function listen(heard) {
  const listener = ({ detail }) => heard(detail);
  news.addEventListener("change", listener);
  return () => news.removeEventListener("change", listener);
}
