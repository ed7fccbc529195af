import type { ReactElement } from "react";
import type { Status } from "@/core/approvals/status";
import { urgencyOf } from "@/core/approvals/turn";
import "./review-facts.css";

const thisYear = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const otherYear = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const words = { calm: "Due", soon: "Due soon:", late: "Overdue since" };

/** A due day (`YYYY-MM-DD`), by days of UTC as the filter counts them. Where there is none its place stays, so that columns stay in line. */
export function dueDate(on: string | null, status: Status): ReactElement {
  if (!on) return <span className="due-date max-md:hidden" />;
  const today = new Date().toISOString().slice(0, 10);
  const urgency = urgencyOf(on, today, status);
  const date = (on.slice(0, 4) === today.slice(0, 4) ? thisYear : otherYear).format(new Date(`${on}T00:00:00Z`));
  return (
    <time
      dateTime={on}
      data-tip={`${words[urgency]} ${date}`}
      data-urgency={urgency}
      // Midnight may pass between server and browser.
      suppressHydrationWarning
      className="due-date"
    >
      <span className="sr-only">{words[urgency]} </span>
      {date}
    </time>
  );
}
