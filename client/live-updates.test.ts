import { dehydrate, hydrate, type QueryKey, QueryObserver } from "@tanstack/react-query";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocket as NodeSocket } from "ws";
import type { NewEvent } from "@/core/events";
import { testDatabase } from "@/db/testing";
import { buildMember, buildReview, cookieOf, happen, serveLive, testContext, until } from "@/server/live/testing";
import { publishEvents } from "@/server/publish";
import { createQueryClient } from "./context";
import { eventMarker, renewAfterWrite } from "./live-state";
import { keepUpToDate } from "./live-updates";

const database = testDatabase();
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** A page of a team; `show` puts a query on it whose answer is how far the log was when it was asked. */
async function page(options: { team?: Awaited<ReturnType<typeof buildReview>> } = {}) {
  const server = await serveLive(testContext(database));
  cleanups.push(server.stop);
  const at = options.team ?? (await buildReview(database));
  const member = await buildMember(database, at.teamId, "editor");
  const cookie = await cookieOf(member);
  const client = createQueryClient();
  client.mount();
  cleanups.push(() => client.unmount());
  let isCut = false;
  const sockets = new Set<NodeSocket>();
  const states: string[] = [];
  const live = () => {
    const updates = keepUpToDate(client, {
      url: `ws://127.0.0.1:${server.port}/live/events`,
      onState: (state) => states.push(state),
      makeSocket: (url) => {
        const headers = { cookie, origin: `http://127.0.0.1:${server.port}` };
        const socket = new NodeSocket(isCut ? "ws://127.0.0.1:1/" : url, { headers });
        socket.on("error", () => {});
        sockets.add(socket);
        return socket as unknown as WebSocket;
      },
    });
    cleanups.push(updates.stop);
    updates.follow(at.team);
    return updates;
  };
  const cut = () => {
    isCut = true;
    for (const socket of sockets) socket.terminate();
  };
  const mend = () => {
    isCut = false;
  };
  const lastEvent = async () => {
    const [row] = await database.sql`select last_event from teams where id = ${at.teamId}`;
    return Number(row?.last_event);
  };
  const show = (queryKey: QueryKey, takes = 0) => {
    let asked = 0;
    const observer = new QueryObserver(client, {
      queryKey,
      staleTime: Number.POSITIVE_INFINITY,
      queryFn: async () => {
        asked++;
        const answer = await lastEvent();
        await new Promise((later) => setTimeout(later, takes));
        return answer;
      },
    });
    cleanups.push(observer.subscribe(() => {}));
    return { shown: () => observer.getCurrentResult().data, asked: () => asked };
  };
  const publish = (...events: NewEvent[]) =>
    database.db.transaction((tx) =>
      publishEvents(tx, { teamId: at.teamId, reviewId: at.reviewId, actorId: at.ownerId }, events),
    );
  return { ...at, client, live, cut, mend, show, publish, states, isFollowing: () => states.at(-1) === "following" };
}

const moved: NewEvent = { type: "review.moved", payload: { from: "draft", to: "in_review" } };
const reacted: NewEvent = {
  type: "comment.reacted",
  payload: { thread: 7, threadId: "t", commentId: "c" },
};

describe("a page that follows its team", () => {
  test("asks again for what an event made stale, once for many events, and for nothing else", async () => {
    const { team, live, show, publish, isFollowing } = await page();
    const [board, head, thread, elsewhere] = [
      show(["team", team, "reviews", {}]),
      show(["review", team, 1]),
      show(["review", team, 1, "threads", 7]),
      show(["review", team, 2]),
    ];
    live();
    await until(isFollowing);
    await publish(moved, moved, moved);
    await until(() => board.shown() === 3 && head.shown() === 3);
    expect([board.asked(), head.asked(), thread.asked(), elsewhere.asked()]).toEqual([2, 2, 1, 1]);
    await publish(reacted);
    await until(() => thread.shown() === 4);
    expect(board.asked()).toBe(2);
  });

  test("asks ever more seldom while events do not end, and shows the last of them", async () => {
    const { team, live, show, publish, isFollowing } = await page();
    const board = show(["team", team, "reviews", {}]);
    live();
    await until(isFollowing);
    let last = 0;
    for (const end = performance.now() + 3000; performance.now() < end; ) last = await publish(moved);
    await until(() => board.shown() === last);
    expect(last).toBeGreaterThan(50);
    expect(board.asked()).toBeLessThan(9);
  }, 15_000);

  test("shows what happened while its line was cut", async () => {
    const { team, live, show, publish, cut, mend, isFollowing } = await page();
    const board = show(["team", team, "reviews", {}]);
    live();
    await until(isFollowing);
    cut();
    await publish(moved, moved);
    await new Promise((later) => setTimeout(later, 300));
    expect(board.shown()).toBe(0);
    mend();
    await until(() => board.shown() === 2);
  });

  test("asks once more where an answer was on its way when the event happened", async () => {
    const { team, live, show, publish, isFollowing } = await page();
    live();
    await until(isFollowing);
    const head = show(["review", team, 1], 400);
    await until(() => head.asked() === 1);
    await new Promise((later) => setTimeout(later, 100));
    await publish(moved);
    await until(() => head.shown() === 1);
    expect(head.asked()).toBe(2);
  });

  test("compares what a page brought along with what happened since", async () => {
    const { team, teamId, ownerId, client, live, show, publish, isFollowing } = await page();
    await happen(database, teamId, ownerId, 5);
    client.setQueryData(eventMarker(team, "first"), 5);
    const head = show(["review", team, 1]);
    await until(() => head.shown() === 5);
    await publish(moved);
    live();
    await until(() => head.shown() === 6);
    await until(isFollowing);
    await publish(moved);
    await until(() => head.shown() === 7);
    const asked = head.asked();
    // A page that was rendered two events ago comes only now.
    const rendering = createQueryClient();
    rendering.setQueryData(["review", team, 1], 5);
    rendering.setQueryData(eventMarker(team, "second"), 5);
    hydrate(client, dehydrate(rendering));
    expect(head.shown()).toBe(5);
    await until(() => head.shown() === 7);
    expect(head.asked()).toBe(asked + 1);
  });

  test("asks once for a write of its own", async () => {
    const { team, client, live, show, publish, isFollowing } = await page();
    const head = show(["review", team, 1]);
    live();
    await until(isFollowing);
    await publish(moved);
    await renewAfterWrite(client, team, { queryKey: ["review", team, 1] });
    await until(() => head.shown() === 1);
    await new Promise((later) => setTimeout(later, 200));
    expect(head.asked()).toBe(2);
  });

  test("asks at once for a write of its own while the line is cut", async () => {
    const { team, client, live, show, publish, cut, states } = await page();
    const head = show(["review", team, 1]);
    live();
    await until(() => states.at(-1) === "following");
    cut();
    await until(() => states.at(-1) === "connecting");
    await publish(moved);
    await renewAfterWrite(client, team, { queryKey: ["review", team, 1] });
    expect(head.shown()).toBe(1);
  });

  test("goes on where it was when somebody comes back to a team", async () => {
    const other = await buildReview(database);
    const { team, live, show, publish, isFollowing, states } = await page();
    const head = show(["review", team, 1]);
    const updates = live();
    await until(isFollowing);
    const member =
      await database.sql`select user_id from members where team_id = (select id from teams where slug = ${team}) and role = 'editor'`;
    await database.sql`insert into members (team_id, user_id, role) values (${other.teamId}, ${member[0]?.user_id}, 'viewer')`;
    updates.follow(other.team);
    await publish(moved);
    await new Promise((later) => setTimeout(later, 200));
    expect(head.shown()).toBe(0);
    updates.follow(team);
    await until(() => head.shown() === 1);
    expect(states.at(-1)).toBe("following");
  });
});
