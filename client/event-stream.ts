import { startStopwatch } from "@/client/stopwatch";
import { type Follow, liveCode, longestSilence, type StreamEvent, type StreamMessage } from "@/core/live";

/** Whether the events of the team arrive at the moment; `ended` is a refusal that trying again does not change. */
export type StreamState = "connecting" | "following" | "signed-out" | "ended";

export type EventStream = {
  state: () => StreamState;
  /** Follows this team from now on, with the events after this number; `null` is from the newest. */
  follow: (team: string, after: number | null) => void;
  /** The newest event known of the team that is followed. */
  last: () => number | null;
  /** Tries again now, where the line is gone or silent for too long. */
  retry: () => void;
  /** The device says that its network is gone. */
  doubt: () => void;
  stop: () => void;
};

export type EventStreamOptions = {
  url: string;
  makeSocket?: (url: string) => WebSocket;
  /** New events of the team, in order, each once. `followers` would all ask for the same now. */
  onEvents: (team: string, events: StreamEvent[], followers: number) => void;
  /** Too much was missed to be told one by one: everything known of the team may be out of date. */
  onReload: (team: string, last: number) => void;
  /** The notifications changed, or may have while the line was gone. */
  onInbox: () => void;
  onState: (state: StreamState) => void;
  /** How long everything takes, as a part of what it takes usually: a test has no minutes. */
  pace?: number;
};

const firstPause = 250;
const longestPause = 5000;
const patientPause = 15_000;
const longestOpening = 15_000;
/** The server says something every twenty seconds; after this long the line is asked to prove itself by a new one. */
const doubtfulSilence = 25_000;
const watchMilliseconds = 5000;

/**
 * The browser's end of the event stream. It keeps the number of the newest event and asks for what follows it on every new
 * line, so that nothing is missed and nothing comes twice, however often the line is cut.
 */
export function openEventStream(options: EventStreamOptions): EventStream {
  const { pace = 1 } = options;
  let socket: WebSocket | null = null;
  let wanted: Follow | null = null;
  let state: StreamState = "connecting";
  let failures = 0;
  const silence = startStopwatch();
  let hasBeenCut = false;
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function enter(next: StreamState): void {
    if (next === state) return;
    state = next;
    options.onState(next);
  }

  function connect(): void {
    clearTimeout(timer);
    if (isStopped || !wanted || socket) return;
    const opened = options.makeSocket?.(options.url) ?? new WebSocket(options.url);
    socket = opened;
    silence.restart();
    opened.onopen = () => opened.send(JSON.stringify(wanted));
    opened.onmessage = ({ data }) => {
      if (socket === opened) hear(String(data));
    };
    opened.onclose = ({ code }) => {
      if (socket === opened) lose(code);
    };
  }

  function hear(text: string): void {
    silence.restart();
    const message = JSON.parse(text) as StreamMessage;
    if ("inbox" in message) options.onInbox();
    // Otherwise it answers what was asked before the team was changed.
    else if (message.team === wanted?.follow) hearOfTeam(message, wanted);
  }

  function hearOfTeam(message: Exclude<StreamMessage, { inbox: true }>, asked: Follow): void {
    failures = 0;
    enter("following");
    if (hasBeenCut) {
      hasBeenCut = false;
      options.onInbox();
    }
    const { after } = asked;
    if ("reload" in message) {
      asked.after = message.last;
      options.onReload(message.team, message.last);
      return;
    }
    const news = message.events.filter(({ number }) => after === null || number > after);
    const isWhole = news.every(({ number }, place) => after === null || number === after + 1 + place);
    // The server never leaves one out; if it did, asking again is right.
    if (!isWhole) {
      drop();
      return;
    }
    asked.after = message.last;
    if (news.length > 0) options.onEvents(message.team, news, message.followers);
  }

  function lose(code: number): void {
    socket = null;
    hasBeenCut = true;
    enter(code === liveCode.signedOut ? "signed-out" : isFinal(code) ? "ended" : "connecting");
    if (isStopped || isFinal(code)) return;
    const isPatient = code === liveCode.signedOut || code === liveCode.tooMany;
    const pause = isPatient ? patientPause : Math.min(firstPause * 2 ** failures, longestPause);
    failures++;
    timer = setTimeout(connect, pause * pace * (0.5 + Math.random()));
  }

  function drop(): void {
    const dead = socket;
    if (!dead) return;
    lose(1006);
    dead.close();
  }

  function retry(): void {
    if (socket && silence.elapsed() > doubtfulSilence * pace) drop();
    if (socket || isStopped || state === "ended") return;
    failures = 0;
    connect();
  }

  const watch = setInterval(() => {
    if (!socket) return;
    if (silence.elapsed() > (socket.readyState === 1 ? longestSilence : longestOpening) * pace) drop();
  }, watchMilliseconds * pace);

  return {
    state: () => state,
    follow: (team, after) => {
      wanted = { follow: team, after };
      if (state === "ended") enter("connecting");
      if (socket?.readyState === 1) socket.send(JSON.stringify(wanted));
      else connect();
    },
    last: () => wanted?.after ?? null,
    retry,
    doubt: drop,
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      clearInterval(watch);
      const open = socket;
      socket = null;
      open?.close(1000);
    },
  };
}

/** What trying again does not change: the team is gone for this person, or the page is of another release. */
function isFinal(code: number): boolean {
  return code === liveCode.notFound || code === liveCode.badMessage;
}
