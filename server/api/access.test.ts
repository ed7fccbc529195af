import { describe, expect, it } from "vitest";
import { may, type Role, roles } from "@/core/permissions";
import { testDatabase } from "@/db/testing";
import type { Actor } from "@/server/actor";
import type { Route } from "@/server/api/route";
import { routes } from "@/server/api/routes";
import { createReview } from "@/server/reviews";
import { apiOf, buildTeam, buildUser, testContext } from "@/server/testing";

const database = testDatabase();

/** Values for the parameters that every route may name; ones that point at nothing where the route would use them up. */
function fill(route: Route, slug: string, number: number, userId: string): string {
  const values: Record<string, string> = {
    team: slug,
    number: String(number),
    userId,
    id: "00000000-0000-7000-8000-000000000000",
    token: "no-such-token",
    lens: "quality",
    question: "no-such-question",
    version: "1",
    guest: "00000000-0000-7000-8000-000000000000",
    thread: "1",
    comment: "00000000-0000-7000-8000-000000000000",
    emoji: "👍",
  };
  return route.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (!value) throw new Error(`the test does not know the parameter ${name} of ${route.path}`);
    return value;
  });
}

const isTeamRoute = (route: Route) => !["anyone", "signed-in", "link"].includes(route.who);

describe("who may call what", () => {
  it("has every team route under /teams/{team}, so that no route forgets the team", () => {
    for (const route of routes) expect(route.path.startsWith("/teams/{team}"), route.path).toBe(isTeamRoute(route));
  });

  it("answers every role, an outsider and nobody on every route as its declaration says", async () => {
    const context = testContext(database);
    const send = apiOf(context);
    const team = await buildTeam(context);
    const { number } = await createReview(context, team.owner, team.slug, { title: "A review" });
    const stranger = await buildUser(context);
    let tried = 0;
    for (const route of routes) {
      const path = fill(route, team.slug, number, stranger.userId);
      const ask = async (actor: Actor | null) =>
        (await send(actor, route.method, path, route.method === "GET" ? undefined : {})).status;
      const name = `${route.method} ${route.path}`;
      tried++;
      // Who is allowed gets past the door: what comes then depends on the empty body, never on the role.
      const inside = (status: number) => [200, 201, 204, 404, 409, 422].includes(status);
      if (route.who === "anyone") {
        expect(inside(await ask(null)), `${name} for nobody`).toBe(true);
        continue;
      }
      // Without a share link nobody finds anything, whatever they are in the team.
      if (route.who === "link") {
        for (const actor of [null, team.owner, team.outsider])
          expect([404, 422], `${name} without a link`).toContain(await ask(actor));
        continue;
      }
      expect(await ask(null), `${name} for nobody`).toBe(401);
      // Signing out everywhere is tried last, on somebody nobody needs any more.
      if (route.who === "signed-in") {
        const guest = await buildUser(context);
        expect(inside(await ask(guest)), `${name} for anybody signed in`).toBe(true);
        continue;
      }
      // The body is read before the team: an outsider learns nothing from the answer either way.
      expect([404, 422], `${name} for an outsider`).toContain(await ask(team.outsider));
      for (const role of roles) {
        const status = await ask(team[role as Role]);
        const isAllowed = may(role, route.who);
        if (isAllowed) expect(inside(status), `${name} for ${role}: ${status}`).toBe(true);
        else expect([403, 404, 422], `${name} for ${role}`).toContain(status);
      }
    }
    expect(tried).toBe(routes.length);
  });

  it("gives an outsider the same answer for a hidden and a missing thing", async () => {
    const context = testContext(database);
    const send = apiOf(context);
    const team = await buildTeam(context);
    await createReview(context, team.owner, team.slug, { title: "Hidden" });
    const reads = routes.filter((route) => route.method === "GET" && isTeamRoute(route));
    for (const route of reads) {
      const hidden = await send(team.outsider, "GET", fill(route, team.slug, 1, team.owner.userId));
      const missing = await send(team.outsider, "GET", fill(route, "no-such-team", 1, team.owner.userId));
      expect(hidden.status, route.path).toBe(404);
      expect(hidden.body, route.path).toEqual(missing.body);
    }
  });

  it("lets nobody below the declared role change anything with a well-formed request", async () => {
    const context = testContext(database);
    const send = apiOf(context);
    const team = await buildTeam(context);
    const { number } = await createReview(context, team.owner, team.slug, { title: "Guarded" });
    const at = `/teams/${team.slug}`;
    const attempts: [method: string, path: string, body: unknown, act: Parameters<typeof may>[1]][] = [
      ["POST", `${at}/reviews`, { title: "Mine" }, "review.create"],
      ["PATCH", `${at}/reviews/${number}`, { title: "Taken", revision: 1 }, "review.update"],
      ["POST", `${at}/reviews/${number}/move`, { to: "postponed", revision: 1 }, "review.update"],
      [
        "POST",
        `${at}/review-batch`,
        { reviews: [{ number, revision: 1 }], act: { kind: "phase", phase: "security" } },
        "review.update",
      ],
      ["PUT", `${at}/reviews/${number}/archived`, { archived: true, revision: 1 }, "review.update"],
      ["PATCH", at, { name: "Taken", revision: 1 }, "team.update"],
      ["POST", `${at}/lenses`, { text: "{}" }, "team.update"],
      ["DELETE", `${at}/lenses/house-rules`, undefined, "team.update"],
      ["POST", `${at}/invitations`, { role: "viewer" }, "member.invite"],
      ["PUT", `${at}/members/${team.owner.userId}`, { role: "viewer" }, "member.update"],
      ["DELETE", `${at}/members/${team.owner.userId}`, undefined, "member.update"],
    ];
    for (const [method, path, body, act] of attempts) {
      for (const role of roles.filter((role) => !may(role, act)))
        expect((await send(team[role], method, path, body)).status, `${method} ${path} as ${role}`).toBe(403);
      expect((await send(team.outsider, method, path, body)).status, `${method} ${path} as an outsider`).toBe(404);
    }
  });
});
