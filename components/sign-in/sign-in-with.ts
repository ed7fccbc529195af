import { signIn } from "next-auth/react";

type Answer = Awaited<ReturnType<typeof signIn>> | { error: "Unreachable"; code?: undefined };

/** Signs in with e-mail and password without leaving the page. */
export async function signInWithPassword(credentials: { email: string; password: string }): Promise<Answer> {
  try {
    return await signIn("credentials", { ...credentials, redirect: false });
  } catch {
    return { error: "Unreachable" };
  }
}

const byCode: Record<string, string> = {
  disabled: "This account is switched off. Ask an admin of this server.",
  unverified: "That provider has not verified your e-mail address, so it cannot sign you in.",
  link_first: "There is an account with this address already. Sign in with its password, then link the provider.",
  odd_address: "That provider gave an e-mail address that Lintel cannot take for yours.",
  linked_elsewhere: "This sign-in belongs to another account already.",
  invitation_gone: "The invitation was used, has expired or was taken back. Ask for a new link.",
  invitation_for_other: "The invitation is for another e-mail address than the one the provider gave.",
  invitation_needed: "Signing up takes an invitation here. Ask an admin of your team for a link.",
};

const byError: Record<string, string> = {
  CredentialsSignin: "E-mail and password do not match.",
  AccessDenied: "You were not let in.",
  OAuthCallbackError: "The provider did not let you in, or you turned back there.",
  Configuration:
    "The provider could not be reached, or its answer did not belong to this browser's question. Begin again from this page.",
  SessionExpired: "Your session has ended. Sign in again; what you wrote is kept on this device.",
  Unreachable: "The server cannot be reached. Check your connection and try again.",
};

/** What to tell somebody whose sign-in was refused; `undefined` where there was no refusal. */
export function problemOf(error: string | null | undefined, code?: string | null): string | undefined {
  if (!error) return undefined;
  const minutes = /^limited-(\d+)$/.exec(code ?? "")?.[1];
  if (minutes) return `Too many wrong passwords. Try again in ${minutes === "1" ? "a minute" : `${minutes} minutes`}.`;
  return (
    byCode[code ?? ""] ??
    byCode[error] ??
    byError[error] ??
    "Signing in did not work. Try again, or ask who runs this server to look at its sign-in settings."
  );
}

/** What was typed into a form, by the names of its fields. */
export function typedInto(form: HTMLFormElement): Record<string, string> {
  const typed = [...new FormData(form)].filter((field): field is [string, string] => typeof field[1] === "string");
  return Object.fromEntries(typed);
}

export function outcomeOf(answer: Answer): string | undefined {
  return problemOf(answer?.error, answer?.code);
}

/** Only places of this server: a link to the sign-in page must not lead away from it. */
export function safeNext(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : "/";
}
