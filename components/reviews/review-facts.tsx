import type { CSSProperties, ReactElement } from "react";
import type { ReviewCard } from "@/client/reviews";
import { initials, toneOf } from "@/components/ui/avatar";
import { statusLabels } from "@/core/approvals/status";
import { waitingFor } from "@/core/approvals/turn";
import "./review-facts.css";

// Facts of a review as they stand on every row and card of the board. They are functions that give elements, not components: the
// server draws hundreds of them for one page, and a component costs it more than the element it stands for.

/** High, medium and unanswered beside each other; a score without them says too little. */
export function riskCounts(risks: ReviewCard["risks"]): ReactElement {
  // The place stays, so that what stands beside it stays in line.
  if (!risks) return <span className="risk-counts" />;
  const { high, medium, none, unanswered } = risks;
  const label = `Risks: ${high} high, ${medium} medium, ${none} none, ${unanswered} unanswered`;
  return (
    <span role="img" aria-label={label} data-tip="" className="risk-counts">
      <span data-risk={high > 0 ? "high" : undefined}>{high}</span>
      <span data-risk={medium > 0 ? "medium" : undefined}>{medium}</span>
      <span data-risk={unanswered > 0 ? "unanswered" : undefined}>{unanswered}</span>
    </span>
  );
}

/** A score of 0–100 with a bar as long as it; a review nobody scored has a dash. */
export function scoreValue(score: number | null): ReactElement {
  if (score === null)
    return (
      <span role="img" aria-label="Not scored yet" data-tip="" className="score-bar">
        –
      </span>
    );
  return (
    <span
      role="img"
      aria-label={`Score ${score} of 100`}
      data-tip=""
      data-grade={score >= 75 ? "good" : score >= 60 ? "middle" : undefined}
      className="score-bar"
      style={{ "--score": score } as CSSProperties}
    >
      {score}
    </span>
  );
}

/** The sign of a status where its name stands nowhere near: a picture with the name as its tooltip. */
export function statusSign(status: ReviewCard["status"]): ReactElement {
  return <span role="img" aria-label={statusLabels[status]} data-tip="" data-sign={status} className="sign" />;
}

/** How many threads are open; an empty place where none is. */
export function openThreads(count: number): ReactElement {
  if (count === 0) return <span className="open-threads" />;
  const label = count === 1 ? "1 open thread" : `${count} open threads`;
  return (
    <span role="img" aria-label={label} data-tip="" className="open-threads">
      {count}
    </span>
  );
}

/** As many people as a line bears beside the owner. */
const shownReviewers = 3;

/** The owner and the reviewers; a ring is on those it waits for, who come first. */
export function people(review: ReviewCard): ReactElement {
  const { owner, reviewers } = review;
  const waiting = waitingFor({
    status: review.status,
    ownerId: owner.id,
    reviewerIds: reviewers.map(({ id }) => id),
    isArchived: review.archivedAt !== null,
  });
  const others = reviewers.filter(({ id }) => id !== owner.id);
  const hidden = others.slice(shownReviewers);
  const isWaiting = (id: string) => waiting.includes(id);
  return (
    <span className="people">
      {face(owner, `Owner: ${owner.name}`, isWaiting(owner.id))}
      {others.slice(0, shownReviewers).map((person) => face(person, `Reviewer: ${person.name}`, isWaiting(person.id)))}
      {hidden.length > 0 && (
        <span role="img" aria-label={`Reviewers too: ${hidden.map(({ name }) => name).join(", ")}`} data-tip="">
          {`+${hidden.length}`}
        </span>
      )}
    </span>
  );
}

function face({ id, name }: ReviewCard["owner"], label: string, isWaiting: boolean): ReactElement {
  return (
    <span
      key={id}
      role="img"
      aria-label={isWaiting ? `${label}, whose turn it is` : label}
      data-tip=""
      data-tone={toneOf(name)}
      data-waiting={isWaiting ? "" : undefined}
    >
      {initials(name)}
    </span>
  );
}

/** As many as a line bears; the rest as a number. */
const shownLabels = 2;

export function labelList(labels: readonly string[]): ReactElement | null {
  if (labels.length === 0) return null;
  const hidden = labels.slice(shownLabels);
  return (
    <span className="review-labels">
      {labels.slice(0, shownLabels).map((label) => (
        <span key={label}>{label}</span>
      ))}
      {hidden.length > 0 && (
        <span role="img" aria-label={`Labels too: ${hidden.join(", ")}`} data-tip="">
          {`+${hidden.length}`}
        </span>
      )}
    </span>
  );
}
