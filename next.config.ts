import type { NextConfig } from "next";

const config: NextConfig = {
  reactCompiler: true,
  reactStrictMode: true,
  poweredByHeader: false,
  // The types are a step of `npm test`; a production machine need not have the tests' packages to build.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["libpg-query", "@node-rs/argon2"],
  // Pages opened by the machine's name or address in development, not only by localhost.
  allowedDevOrigins: ["127.0.0.1", "*.local"],
  async headers() {
    // The folder's name carries the version, so what is in it never changes.
    const immutable = [{ key: "Cache-Control", value: "public, max-age=31536000, immutable" }];
    return [{ source: "/vendor/:path*", headers: immutable }];
  },
};

export default config;
