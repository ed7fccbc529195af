import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  resolve: { alias: { "@": root.replace(/\/$/, "") } },
  test: {
    include: ["**/*.test.{ts,tsx,mjs}"],
    exclude: ["node_modules/**", ".next/**", "dist/**", "data/**", "e2e/**"],
    globalSetup: ["db/testing-cluster.ts"],
    // Two processes are what a small machine has cores for; more only make time-outs likely.
    maxWorkers: 2,
    testTimeout: 40_000,
    hookTimeout: 60_000,
    // The driver asks each new connection for its array types and lets nobody wait for the answer: where a test cuts the line at
    // that moment, the failure belongs to no promise of ours. The process itself logs it and goes on.
    onUnhandledError: (error) => !("code" in error && ["CONNECTION_CLOSED", "ECONNRESET"].includes(String(error.code))),
  },
});
