import "./review-facts.css";

type DueDateProps = {
  /** `YYYY-MM-DD`. */
  on: string | null;
  /** Whether somebody still waits for it; a finished review is never late. */
  isOpen: boolean;
};

const thisYear = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const otherYear = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const DAY_MS = 86_400_000;
/** From here on a date is drawn as near. */
const SOON_DAYS = 3;

export function DueDate({ on, isOpen }: DueDateProps) {
  // The place stays, so that what stands beside it stays in line.
  if (!on) return <span className="due-date max-md:hidden" />;
  const day = new Date(`${on}T00:00:00Z`);
  const today = new Date();
  const midnight = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate());
  const days = Math.round((day.getTime() - midnight) / DAY_MS);
  const urgency = !isOpen || days > SOON_DAYS ? "calm" : days < 0 ? "late" : "soon";
  const format = day.getUTCFullYear() === today.getFullYear() ? thisYear : otherYear;
  const date = format.format(day);
  return (
    <time
      dateTime={on}
      data-tip={`${words[urgency]} ${date}`}
      data-urgency={urgency}
      // Server and browser may disagree on what day it is.
      suppressHydrationWarning
      className="due-date"
    >
      <span className="sr-only">{words[urgency]} </span>
      {date}
    </time>
  );
}

const words = { calm: "Due", soon: "Due soon:", late: "Overdue since" };
