import { correlationId } from "@/server/log";

type Answer = (request: Request) => Response | Promise<Response>;

/**
 * Answers 503 when a reply takes longer than the deadline: a database that accepts connections and then says nothing (a frozen
 * machine, a cut network) triggers none of the driver's time-outs. The operation itself is not undone, only no longer waited
 * for; a caller with an idempotency key may repeat it safely.
 */
export function withDeadline<Input extends unknown[]>(
  answer: (request: Request, ...input: Input) => ReturnType<Answer>,
  milliseconds: number,
): (request: Request, ...input: Input) => ReturnType<Answer> {
  return (request, ...input) => {
    const reply = answer(request, ...input);
    if (!(reply instanceof Promise)) return reply;
    return new Promise((resolve, reject) => {
      const clock = setTimeout(() => resolve(late()), milliseconds);
      reply.then(resolve, reject).finally(() => clearTimeout(clock));
    });
  };
}

function late(): Response {
  const message = "The answer takes too long, probably because the database does not react. Try again in a moment.";
  const body = { error: { code: "unavailable", message, correlationId: correlationId() ?? "" } };
  return Response.json(body, { status: 503, headers: { "Retry-After": "2", "Cache-Control": "no-store" } });
}
