import { liveCode } from "@/core/live";
import type { ConnectionState } from "./draft-connection";

/**
 * What the form says about the state of what was typed. `saved` is said only when the server has committed everything;
 * `offline` and `refused` tell whether edits are waiting and whether this device keeps them.
 */
export type DraftStatus =
  | { kind: "opening" }
  | { kind: "saved" }
  | { kind: "saving" }
  | { kind: "readOnly" }
  | { kind: "offline"; hasUnsaved: boolean; isKept: boolean }
  | { kind: "refused"; code: number; reason: string; hasUnsaved: boolean; isKept: boolean };

/** The status that follows from the connection and from what the device keeps. */
export function statusOf(connection: ConnectionState, device: { isLoaded: boolean; isKept: boolean }): DraftStatus {
  const { phase, hasReceived, hasUnsaved, isReadOnly, refusal } = connection;
  const { isKept } = device;
  if (refusal) return { kind: "refused", ...refusal, hasUnsaved, isKept };
  if (phase === "closed") return { kind: "offline", hasUnsaved, isKept };
  if (!device.isLoaded || (phase === "connecting" && !hasReceived) || !hasReceived) return { kind: "opening" };
  if (hasUnsaved) return { kind: "saving" };
  return isReadOnly ? { kind: "readOnly" } : { kind: "saved" };
}

/** The status in words. */
export function statusText(status: DraftStatus): string {
  switch (status.kind) {
    case "opening":
      return "Opening…";
    case "saved":
      return "Saved";
    case "saving":
      return "Saving…";
    case "readOnly":
      return "Read only";
    case "offline":
      if (!status.hasUnsaved) return "Offline";
      return status.isKept ? "Offline, kept on this device" : "Offline, not saved: keep this page open";
    case "refused": {
      if (!status.hasUnsaved) return status.reason;
      const reason = lowerFirst(status.reason).replace(/\.$/, "");
      return `Not saved, because ${reason}${status.isKept ? "; kept on this device" : ": keep this page open"}`;
    }
  }
}

/** Whether signing in again is what it takes. */
export function needsSignIn(status: DraftStatus): boolean {
  return status.kind === "refused" && status.code === liveCode.signedOut;
}

/** Whether leaving the page would lose something. */
export function isAtRisk(status: DraftStatus): boolean {
  if (status.kind === "saving") return true;
  return (status.kind === "offline" || status.kind === "refused") && status.hasUnsaved && !status.isKept;
}

function lowerFirst(text: string): string {
  // A reason may begin with a name or an abbreviation.
  return /^[A-Z][a-z' ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
