import {
  Activity,
  Boxes,
  Braces,
  FileText,
  Hash,
  Inbox,
  LayoutList,
  Link2,
  ListChecks,
  MessageSquareText,
  Monitor,
  Moon,
  Plus,
  Settings,
  Sun,
  TextSearch,
  Upload,
  UserRound,
  Users,
  Waypoints,
} from "lucide-react";
import type { ReactNode } from "react";
import { exportAddress } from "@/client/exchange";
import type { Review } from "@/client/reviews";
import type { Thread } from "@/client/threads";
import type { View } from "@/client/views";
import { StatusIcon } from "@/components/reviews/review-status";
import type { Command } from "@/components/ui/command-dialog";
import { toast } from "@/components/ui/toast";
import { type Status, transitionBlocker, transitions } from "@/core/approvals/status";
import { type Role, refusal } from "@/core/permissions";
import { specDefinition } from "@/core/spec/definition";
import { searchAddress } from "./search-address";

/** Goes to an address and remembers it under a name. */
export type Going = (href: string, label: string) => void;
/** A command and the words it is found by. */
type Named = Command & { name: string };

const goTo = (
  going: Going,
  href: string,
  name: string,
  icon: ReactNode,
  more: { keys?: string; as?: string } = {},
): Named => ({
  id: href,
  name,
  label: name,
  icon,
  ...(more.keys ? { keys: more.keys } : {}),
  run: () => going(href, more.as ?? name),
});

/** Sections and pages of the review one is in. */
export function sectionCommands(team: string, review: Review, going: Going): Named[] {
  const base = `/${team}/reviews/${review.number}`;
  const as = (name: string) => ({ as: `#${review.number} ${name}` });
  return [
    ...specDefinition.sections.map(({ key, title }) =>
      goTo(going, `${base}/spec/${key}`, title, <FileText />, as(title)),
    ),
    goTo(going, `${base}/diagrams`, "Diagrams", <Waypoints />, { keys: "g d", ...as("Diagrams") }),
    goTo(going, `${base}/checklist`, "Checklist", <ListChecks />, { keys: "g c", ...as("Checklist") }),
    goTo(going, `${base}/versions`, "Versions", <Hash />, { keys: "g v", ...as("Versions") }),
    goTo(going, `${base}/threads`, "Threads", <MessageSquareText />, as("Threads")),
    goTo(going, `${base}/activity`, "Activity of this review", <Activity />, as("Activity")),
  ];
}

/** The review's threads, found by number and by how they begin. */
export function threadCommands(team: string, review: Review, threads: readonly Thread[], going: Going): Named[] {
  const base = `/${team}/reviews/${review.number}`;
  return threads.map(({ number, first, author }) => {
    const words = first.body
      .replace(/@\[([^\]]*)\]\([^)]*\)/g, "@$1")
      .replace(/\s+/g, " ")
      .slice(0, 120);
    return {
      id: `thread-${number}`,
      name: `thread ${number} ${words}`,
      label: words || "A deleted comment",
      description: `Thread ${number}, begun by ${author.name}`,
      icon: <MessageSquareText />,
      run: () => going(`${base}/threads?thread=${number}`, `#${review.number} thread ${number}`),
    };
  });
}

type ReviewActions = { going: Going; move: (review: Review, to: Status) => void };

/** What can be done with the review; what cannot be done now says why. */
export function reviewCommands(team: string, review: Review, { going, move }: ReviewActions): Named[] {
  const { number, status, role } = review;
  const base = `/${team}/reviews/${number}`;
  const denied = refusal(role, "review.update");
  const download = (format: "md" | "json") => window.location.assign(exportAddress({ team, number }, format));
  return [
    {
      id: "publish",
      name: "Publish a version",
      label: "Publish a version",
      icon: <Upload />,
      disabledReason: refusal(role, "version.publish"),
      run: () => going(`${base}/versions?publish=1`, `#${number} Versions`),
    },
    ...transitions[status].map(({ to, verb }) => ({
      id: `move-${to}`,
      name: `${verb} move to status ${to.replace("_", " ")}`,
      label: verb,
      icon: <StatusIcon status={to} />,
      disabledReason: denied ?? transitionBlocker(review, to),
      run: () => move(review, to),
    })),
    { id: "link", name: "Copy link", label: "Copy link", icon: <Link2 />, run: () => copyAddress(base) },
    {
      id: "export-md",
      name: "Export Markdown",
      label: "Export as Markdown",
      icon: <FileText />,
      run: () => download("md"),
    },
    { id: "export-json", name: "Export JSON", label: "Export as JSON", icon: <Braces />, run: () => download("json") },
  ];
}

function copyAddress(address: string): void {
  navigator.clipboard.writeText(new URL(address, window.location.href).href).then(
    () => toast.success("Link copied"),
    () => toast.error("The browser did not allow copying."),
  );
}

type TeamActions = { going: Going; onNewReview: () => void; setTheme: (theme: string) => void };

/** Pages of the team and what can be done anywhere. */
export function teamCommands(team: string, role: Role, { going, onNewReview, setTheme }: TeamActions): Named[] {
  const base = `/${team}`;
  const theme = (value: string, label: string, icon: ReactNode): Named => ({
    id: `theme-${value}`,
    name: `${label} theme appearance`,
    label,
    icon,
    run: () => setTheme(value),
  });
  return [
    {
      id: "new-review",
      name: "New review create",
      label: "New review",
      icon: <Plus />,
      disabledReason: refusal(role, "review.create"),
      run: onNewReview,
    },
    goTo(going, base, "Reviews", <LayoutList />, { keys: "g b" }),
    goTo(going, `${base}/search`, "Search", <TextSearch />),
    goTo(going, "/inbox", "Inbox", <Inbox />, { keys: "g i" }),
    goTo(going, `${base}/activity`, "Activity", <Activity />, { keys: "g a" }),
    goTo(going, `${base}/settings`, "Settings of the team", <Settings />, { keys: "g s" }),
    goTo(going, `${base}/settings/members`, "Members and invitations", <Users />),
    goTo(going, `${base}/settings/targets`, "Targets", <ListChecks />),
    goTo(going, `${base}/settings/lenses`, "Checklists", <ListChecks />),
    goTo(going, "/account", "Account", <UserRound />),
    theme("light", "Light appearance", <Sun />),
    theme("dark", "Dark appearance", <Moon />),
    theme("system", "Appearance of the system", <Monitor />),
  ];
}

/** Saved views of the board. */
export function viewCommands(team: string, views: readonly View[], going: Going): Named[] {
  return views.map(({ id, name, query }) => ({
    id: `view-${id}`,
    name: `${name} view`,
    label: name,
    icon: <LayoutList />,
    run: () => going(`/${team}${query ? `?${query.replace(/^\?/, "")}` : ""}`, name),
  }));
}

/** The search page with what was typed. */
export function elementCommands(team: string, typed: string, going: Going): Command[] {
  return [
    {
      id: "search-text",
      label: `Search everything for “${typed}”`,
      icon: <TextSearch />,
      run: () => going(searchAddress(team, { what: "text", q: typed, kind: "" }), `Search: ${typed}`),
    },
    {
      id: "search-elements",
      label: `Find designs that touch “${typed}”`,
      icon: <Boxes />,
      run: () => going(searchAddress(team, { what: "elements", q: typed, kind: "" }), `Designs that touch ${typed}`),
    },
  ];
}
