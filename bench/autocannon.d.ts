declare module "autocannon" {
  export type Request = { path: string; method?: string; headers?: Record<string, string>; body?: string };
  export type Client = { setRequests: (requests: Request[]) => void };
  export type Result = { errors: number; timeouts: number; duration: number };
  export type Options = {
    url: string;
    connections: number;
    duration: number;
    timeout: number;
    setupClient: (client: Client) => void;
  };
  type Instance = Promise<Result> & {
    on: (
      event: "response",
      listener: (client: Client, status: number, bytes: number, milliseconds: number) => void,
    ) => void;
  };
  const autocannon: (options: Options) => Instance;
  export default autocannon;
}
