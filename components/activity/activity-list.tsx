"use client";

import Link from "next/link";
import type { ReviewEvent } from "@/client/reviews";
import { Avatar } from "@/components/ui/avatar";
import { RelativeTime } from "@/components/ui/relative-time";
import { eventWords } from "./event-words";

type ActivityListProps = {
  team: string;
  events: readonly ReviewEvent[];
  members: readonly { id: string; name: string }[];
  /** Off where all events are of the review one is looking at. */
  showsReview?: boolean;
};

/** What happened, newest first, under the days it happened on. */
export function ActivityList({ team, events, members, showsReview = true }: ActivityListProps) {
  const names = (id: string) => members.find((member) => member.id === id)?.name ?? "a former member";
  return (
    <div className="flex flex-col gap-6">
      {byDay(events).map(({ day, events: ofDay }) => (
        <section key={day}>
          <h2 className="mb-2 text-xs font-medium text-muted" suppressHydrationWarning>
            {dayName(day)}
          </h2>
          <ol className="flex flex-col">
            {ofDay.map((event) => (
              <li key={event.number} className="relative flex gap-3 pb-3 last:pb-0">
                <span className="absolute top-7 bottom-0 left-[13px] w-px bg-line" aria-hidden="true" />
                <Avatar name={event.actor?.name ?? "Lintel"} size="md" decorative />
                <div className="min-w-0 flex-1 pt-0.5 text-sm">
                  <p className="text-muted">
                    <span className="font-medium text-text">{event.actor?.name ?? "Lintel"}</span>{" "}
                    {eventWords(event, names)}{" "}
                    <RelativeTime at={event.createdAt} className="text-xs whitespace-nowrap text-faint" />
                  </p>
                  {showsReview && event.review && (
                    <Link
                      href={`/${team}/reviews/${event.review.number}`}
                      prefetch={false}
                      className="block truncate hover:underline"
                    >
                      <span className="text-faint tabular-nums">#{event.review.number}</span> {event.review.title}
                    </Link>
                  )}
                </div>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

type Day = { day: string; events: ReviewEvent[] };

function byDay(events: readonly ReviewEvent[]): Day[] {
  const days: Day[] = [];
  for (const event of events) {
    const day = event.createdAt.slice(0, 10);
    const last = days.at(-1);
    if (last?.day === day) last.events.push(event);
    else days.push({ day, events: [event] });
  }
  return days;
}

const longDay = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });

function dayName(day: string): string {
  const today = new Date().toISOString().slice(0, 10);
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  if (day === today) return "Today";
  return day === yesterday ? "Yesterday" : longDay.format(new Date(`${day}T00:00:00Z`));
}
