import { type InfiniteData, MutationObserver, type QueryClient } from "@tanstack/react-query";
import { describe, expect, test } from "vitest";
import { ApiError } from "@/client/api";
import { createQueryClient } from "@/client/context";
import { type Change, changeOf, optimistic } from "@/client/optimistic";
import { changeReview } from "@/client/review-changes";
import type { ReviewPage } from "@/client/reviews";

const refused = new ApiError(409, { code: "conflict", message: "Somebody else changed it meanwhile." });

/** A write whose answer the test gives. */
function writing(client: QueryClient, changes: Change[]) {
  let answer: { take: (value: string) => void; refuse: (error: ApiError) => void } | undefined;
  const observer = new MutationObserver(
    client,
    optimistic<void, string>(client, {
      team: "payments",
      send: () => new Promise((take, refuse) => (answer = { take, refuse })),
      changes: () => changes,
      stale: () => [],
    }),
  );
  const done = observer.mutate().then(
    () => "taken",
    (error: ApiError) => error.message,
  );
  const settle = async (how: (given: NonNullable<typeof answer>) => void) => {
    while (!answer) await new Promise((later) => setTimeout(later, 1));
    how(answer);
    return done;
  };
  return { take: () => settle(({ take }) => take("ok")), refuse: () => settle(({ refuse }) => refuse(refused)) };
}

const soon = () => new Promise((later) => setTimeout(later, 5));
const key = ["review", "payments", 1];
const rename = (title: string) => [changeOf<{ title: string }>({ queryKey: key }, (data) => ({ ...data, title }))];
const title = (client: QueryClient) => client.getQueryData<{ title: string }>(key)?.title;

describe("a write that shows at once", () => {
  test("stays when the server takes it", async () => {
    const client = createQueryClient();
    client.setQueryData(key, { title: "old" });
    const write = writing(client, rename("new"));
    await soon();
    expect(title(client)).toBe("new");
    expect(await write.take()).toBe("taken");
    expect(title(client)).toBe("new");
  });

  test("is taken back with the server's reason when it is refused, and the truth is asked for", async () => {
    const client = createQueryClient();
    client.setQueryData(key, { title: "old" });
    const write = writing(client, rename("new"));
    await soon();
    expect(await write.refuse()).toBe(refused.message);
    expect(title(client)).toBe("old");
    await expect.poll(() => client.getQueryState(key)?.isInvalidated).toBe(true);
  });

  test("leaves what came after it when it is refused", async () => {
    const client = createQueryClient();
    client.setQueryData(key, { title: "old" });
    const first = writing(client, rename("first"));
    await soon();
    const second = writing(client, rename("second"));
    await soon();
    await first.refuse();
    expect(title(client)).toBe("second");
    await second.take();
    expect(title(client)).toBe("second");
  });

  test("is taken out of an answer that has changed otherwise, where the change knows how", async () => {
    const client = createQueryClient();
    client.setQueryData(key, { title: "old", labels: 0 });
    type Data = { title: string; labels: number };
    const write = writing(client, [
      changeOf<Data>(
        { queryKey: key },
        (data) => ({ ...data, title: "new" }),
        (data, before) => ({ ...data, title: before.title }),
      ),
    ]);
    await soon();
    client.setQueryData<Data>(key, (data) => data && { ...data, labels: 1 });
    await write.refuse();
    expect(client.getQueryData(key)).toEqual({ title: "old", labels: 1 });
  });

  test("is not undone by an answer that was on its way", async () => {
    const client = createQueryClient();
    client.setQueryData(key, { title: "old" });
    void client
      .fetchQuery({
        queryKey: key,
        staleTime: 0,
        queryFn: () => new Promise((answer) => setTimeout(() => answer({ title: "old" }), 20)),
      })
      .catch(() => {});
    const write = writing(client, rename("new"));
    await new Promise((later) => setTimeout(later, 40));
    expect(title(client)).toBe("new");
    await write.take();
  });
});

describe("a review that is changed", () => {
  const list = (client: QueryClient, filter: object, ...numbers: number[]) => {
    const queryKey = ["team", "payments", "reviews", filter];
    const items = numbers.map((number) => ({ number, status: "draft", archivedAt: null }));
    client.setQueryData(queryKey, { pages: [{ items, next: null }], pageParams: [""] });
    return () =>
      client
        .getQueryData<InfiniteData<ReviewPage>>(queryKey)
        ?.pages.flatMap(({ items }) => items.map(({ number, status }) => `${number} ${status}`));
  };

  test("shows so in every list it stays in, and leaves those whose filter it no longer fits", async () => {
    const client = createQueryClient();
    const all = list(client, {}, 1, 2);
    const drafts = list(client, { status: "draft" }, 1, 2);
    const open = list(client, { status: "draft,in_review" }, 1);
    const archived = list(client, { archived: "true" }, 3);
    const at = { team: "payments", number: 1 };
    const move = writing(client, changeReview(at, { status: "in_review" }));
    await soon();
    expect([all(), drafts(), open()]).toEqual([["1 in_review", "2 draft"], ["2 draft"], ["1 in_review"]]);
    await move.refuse();
    expect([all(), drafts(), open()]).toEqual([["1 draft", "2 draft"], ["1 draft", "2 draft"], ["1 draft"]]);
    const away = writing(client, changeReview(at, { archivedAt: "2026-01-01T00:00:00Z" }));
    await soon();
    expect([all(), drafts(), open(), archived()]).toEqual([["2 draft"], ["2 draft"], [], ["3 draft"]]);
    await away.take();
  });
});
