"use client";

import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { usePathname, useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { useEffect, useState } from "react";
import { accountQuery } from "@/client/account";
import { useMoveReview } from "@/client/review-changes";
import { type Review, reviewQuery } from "@/client/reviews";
import { searchQuery } from "@/client/search";
import { threadsQuery } from "@/client/threads";
import { viewsQuery } from "@/client/views";
import { StatusIcon } from "@/components/reviews/review-status";
import { type Command, CommandDialog, type CommandGroup } from "@/components/ui/command-dialog";
import { toast } from "@/components/ui/toast";
import {
  elementCommands,
  type Going,
  reviewCommands,
  sectionCommands,
  teamCommands,
  threadCommands,
  viewCommands,
} from "./commands";
import { matchScore } from "./match-command";
import { recentPlaces, rememberPlace } from "./recent-places";

type CommandPaletteProps = { team: string; onNewReview: () => void; onClose: () => void };

/** Long enough that a word typed at speed asks once, short enough that nobody waits. */
const typingMilliseconds = 80;
const mostShown = 8;
/** Reviews stand below what begins as it was typed, and above what is merely like it: when they arrive, Enter still does the same. */
const foundScore = 0.85;

type Ranked = CommandGroup & { score: number };

/** Goes anywhere and does anything by a few letters: reviews, sections, threads, settings, actions. */
export default function CommandPalette({ team, onNewReview, onClose }: CommandPaletteProps) {
  const [text, setText] = useState("");
  const typed = text.trim();
  const going = useGoing(team);
  const place = usePlace(team);
  const found = useFoundReviews(team, typed);
  const moving = useMoveReview(team);
  const { data: views } = useQuery(viewsQuery(team));
  const { setTheme } = useTheme();
  const role = useQuery(accountQuery).data?.teams.find(({ slug }) => slug === team)?.role ?? "viewer";

  const move = (review: Review, to: Parameters<typeof moving.mutate>[0]["to"]) =>
    moving.mutate(
      { number: review.number, to, revision: review.revision },
      { onError: (error) => void toast.error(`#${review.number} was not changed`, { description: error.message }) },
    );
  const { review, threads } = place;
  const own = (label: string, commands: readonly (Command & { name: string })[], needsText = false) => ({
    label,
    ...pick(commands, typed, needsText),
  });
  const groups: Ranked[] = [
    { label: "Recent", score: 0, commands: typed ? [] : recentCommands(team, going) },
    { label: "Reviews", score: foundScore, commands: found.commands(going) },
    ...(review
      ? [
          own(`In #${review.number}`, sectionCommands(team, review, going)),
          own("Threads", threadCommands(team, review, threads, going), true),
          own(`Actions on #${review.number}`, reviewCommands(team, review, { going, move })),
        ]
      : []),
    own("Saved views", viewCommands(team, views?.items ?? [], going)),
    own("Team", teamCommands(team, role, { going, onNewReview, setTheme })),
    { label: "Search", score: 0, commands: typed ? elementCommands(team, typed, going) : [] },
  ];
  if (typed) groups.sort((one, other) => other.score - one.score);
  return (
    <CommandDialog
      label="Go to or do"
      placeholder="A review, a section, a thread, an action…"
      text={text}
      onTextChange={setText}
      groups={groups.filter(({ commands }) => commands.length > 0)}
      busy={found.isFetching}
      emptyText="Nothing matches."
      onClose={onClose}
    />
  );
}

function useGoing(team: string): Going {
  const router = useRouter();
  return (href, label) => {
    rememberPlace(team, { href, label });
    router.push(href);
  };
}

/** The review one is looking at, and its threads as far as they are loaded. */
function usePlace(team: string) {
  const [, number] = /^\/[^/]+\/reviews\/(\d+)/.exec(usePathname()) ?? [];
  const at = { team, number: Number(number ?? 0) };
  const { data: review } = useQuery({ ...reviewQuery(at), enabled: number !== undefined });
  const { data: threads } = useQuery({ ...threadsQuery(at), enabled: number !== undefined });
  return { review: number === undefined ? undefined : review, threads: threads?.items ?? [] };
}

/** Reviews that answer what was typed: by number, title or text. An answer belongs to its question, so none comes too late. */
function useFoundReviews(team: string, typed: string) {
  const [asked, setAsked] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed), typingMilliseconds);
    return () => clearTimeout(timer);
  }, [typed]);
  const { data, isFetching, isPlaceholderData } = useInfiniteQuery({
    ...searchQuery(team, { q: asked, limit: mostShown }),
    enabled: asked !== "",
    placeholderData: keepPreviousData,
  });
  const client = useQueryClient();
  const isLate = isPlaceholderData || asked !== typed;
  const items = (typed === "" ? [] : (data?.pages[0]?.items ?? []))
    // Until the answer is there, what was found before stays only as far as it fits.
    .filter(({ number, title }) => !isLate || matchScore(`${number} ${title.text}`, typed) > 0);
  return {
    isFetching: typed !== "" && (isFetching || isLate),
    commands: (going: Going): Command[] =>
      items.map(({ number, title, status, passages, spoken }) => ({
        id: `review-${number}`,
        label: `#${number} ${title.text}`,
        icon: <StatusIcon status={status} />,
        description: passages[0]?.place ?? (spoken[0] ? `Thread ${spoken[0].thread}` : undefined),
        run: () => {
          void client.prefetchQuery(reviewQuery({ team, number }));
          going(`/${team}/reviews/${number}`, `#${number} ${title.text}`);
        },
      })),
  };
}

const recentCommands = (team: string, going: Going): Command[] =>
  recentPlaces(team).map(({ href, label }) => ({ id: `recent-${href}`, label, run: () => going(href, label) }));

/** The commands that answer what was typed, best first, and how well the best does; all in their order where nothing was typed. */
function pick(commands: readonly (Command & { name: string })[], typed: string, needsText: boolean) {
  if (typed === "") return { score: 0, commands: needsText ? [] : [...commands] };
  const found = commands
    .map((command) => ({ command, score: matchScore(command.name, typed) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, mostShown);
  return { score: found[0]?.score ?? 0, commands: found.map(({ command }) => command) };
}
