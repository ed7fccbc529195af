import type { PartialSection } from "../template";

export const deliverables: PartialSection<"deliverables"> = {
  contractDocumentation: { state: "ready", link: "https://developers.shop.example", owner: "Checkout team" },
  schemaMigrations: { state: "ready", link: "Section Data; folder migrations in each service", owner: "Each team" },
  securityModel: { state: "ready", link: "Section Security", owner: "Security officer" },
  errorHandling: { state: "ready", link: "Section API contract, error format", owner: "Checkout team" },
  cachingScaling: { state: "ready", link: "Section Scalability & performance", owner: "Catalogue team" },
  configuration: { state: "ready", link: "https://docs.shop.example/configuration", owner: "Each team" },
  runbook: { state: "started", link: "https://docs.shop.example/runbook", owner: "Checkout team" },
  monitoringGuide: { state: "started", link: "https://docs.shop.example/dashboards", owner: "Platform team" },
  benchmarks: { state: "ready", link: "Section Scalability & performance, load-test results", owner: "Catalogue team" },
  securityAudit: { state: "started", link: "Penetration test booked for January 2027", owner: "Security officer" },
  loadTest: { state: "ready", link: "Repository load-test, nightly report", owner: "Catalogue team" },
  usageGuide: { state: "started", link: "https://developers.shop.example/start", owner: "Accounts team" },
};
