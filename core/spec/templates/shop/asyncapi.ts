import { toYaml } from "./openapi";

type Event = { channel: string; summary: string; properties: Record<string, object> };

const uuid = { type: "string", format: "uuid" };
const amount = { type: "integer", minimum: 0, description: "Minor units (cents)." };
const items = {
  type: "array",
  items: {
    type: "object",
    required: ["productId", "quantity"],
    properties: { productId: uuid, quantity: { type: "integer", minimum: 1 } },
  },
};

const events: Record<string, Event> = {
  OrderPlaced: {
    channel: "orders",
    summary: "An order was accepted and holds stock; it is not paid yet.",
    properties: { orderId: uuid, userId: uuid, totalMinor: amount, items },
  },
  OrderPaid: {
    channel: "orders",
    summary: "The charge succeeded.",
    properties: { orderId: uuid, userId: uuid, totalMinor: amount },
  },
  OrderShipped: {
    channel: "orders",
    summary: "The parcel was handed to the carrier.",
    properties: { orderId: uuid, userId: uuid, trackingCode: { type: "string" } },
  },
  OrderCancelled: {
    channel: "orders",
    summary: "The order ended before it was shipped.",
    properties: {
      orderId: uuid,
      userId: uuid,
      reason: { type: "string", enum: ["customer", "payment_failed", "stock_expired", "support"] },
    },
  },
  StockReservationExpired: {
    channel: "stock",
    summary: "Stock held for an order was given back.",
    properties: { orderId: uuid, expiredAt: { type: "string", format: "date-time" } },
  },
  UserErased: { channel: "users", summary: "A person asked to be forgotten.", properties: { userId: uuid } },
};

const channels = {
  orders: {
    address: "shop.orders",
    description: "Key: order id. Written by the Order service.",
    writer: "Order service",
  },
  stock: {
    address: "shop.stock",
    description: "Key: order id. Written by the Product service.",
    writer: "Product service",
  },
  users: { address: "shop.users", description: "Key: user id. Written by the User service.", writer: "User service" },
};

const ref = (path: string) => ({ $ref: `#/${path}` });
const namesIn = (channel: string) => Object.keys(events).filter((name) => events[name]?.channel === channel);

/** The shop's AsyncAPI 3.0 contract as YAML text: every event with its channel and payload. */
export const asyncapi = toYaml({
  asyncapi: "3.0.0",
  info: {
    title: "Shop events",
    version: "1.0.0",
    description:
      "Delivered at least once, in order for one key. Consumers drop repeats by the header event-id. Fields are only added.",
  },
  servers: {
    production: {
      host: "kafka.shop.internal:9094",
      protocol: "kafka-secure",
      description: "Mutual TLS",
      security: [ref("components/securitySchemes/mutualTls")],
    },
  },
  defaultContentType: "application/json",
  channels: Object.fromEntries(
    Object.entries(channels).map(([key, { address, description }]) => [
      key,
      {
        address,
        description,
        messages: Object.fromEntries(namesIn(key).map((name) => [name, ref(`components/messages/${name}`)])),
      },
    ]),
  ),
  operations: Object.fromEntries(
    Object.entries(channels).map(([key, { writer }]) => [
      `send-${key}`,
      {
        action: "send",
        security: [ref("components/securitySchemes/mutualTls")],
        summary: `Sent by the ${writer}.`,
        channel: ref(`channels/${key}`),
        messages: namesIn(key).map((name) => ref(`channels/${key}/messages/${name}`)),
      },
    ]),
  ),
  components: {
    securitySchemes: {
      mutualTls: {
        type: "X509",
        description: "One certificate per service; topics are writable by their service only.",
      },
    },
    schemas: {
      Headers: {
        type: "object",
        required: ["event-id", "correlation-id", "occurred-at"],
        properties: {
          "event-id": uuid,
          "correlation-id": uuid,
          "occurred-at": { type: "string", format: "date-time" },
        },
      },
    },
    messages: Object.fromEntries(
      Object.entries(events).map(([name, { summary, properties }]) => [
        name,
        {
          name,
          title: name,
          summary,
          headers: ref("components/schemas/Headers"),
          payload: { type: "object", required: Object.keys(properties), properties },
        },
      ]),
    ),
  },
});
