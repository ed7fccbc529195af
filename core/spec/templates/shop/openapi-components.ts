import { type Json, schemaRef } from "./openapi-parts";

const uuid = { type: "string", format: "uuid" };
const id = { ...uuid, readOnly: true };
const time = { type: "string", format: "date-time", readOnly: true };
const text = (maxLength: number, description?: string) => ({
  type: "string",
  minLength: 1,
  maxLength,
  ...(description && { description }),
});
const money = (description: string) => ({
  type: "integer",
  format: "int64",
  minimum: 0,
  description: `${description}, in minor units (cents).`,
});
const currency = { type: "string", pattern: "^[A-Z]{3}$", description: "ISO 4217.", examples: ["EUR"] };
const version = {
  type: "integer",
  minimum: 1,
  description: "The version that was read. A write that names an older one gets 409.",
};
const object = (properties: Json, required: string[] = Object.keys(properties)): Json => ({
  type: "object",
  required,
  properties,
});
/** What callers send is closed: a misspelt field is refused instead of ignored. */
const input = (properties: Json, required?: string[]): Json => ({
  ...object(properties, required),
  additionalProperties: false,
});
const list = (name: string, more: Json = {}) => ({ type: "array", items: schemaRef(name), ...more });
const pageOf = (name: string) =>
  object({
    items: list(name, { maxItems: 100 }),
    nextCursor: { type: ["string", "null"], description: "Opaque; null on the last page." },
  });

const person = {
  displayName: text(100),
  locale: { type: "string", pattern: "^[a-z]{2}(-[A-Z]{2})?$", examples: ["en"] },
};
const address = {
  recipient: text(100),
  street: text(200),
  postalCode: { ...text(12), minLength: 2 },
  city: text(100),
  country: { type: "string", pattern: "^[A-Z]{2}$", description: "ISO 3166-1 alpha-2.", examples: ["DE"] },
};
const category = {
  name: text(100),
  slug: { ...text(80), pattern: "^[a-z0-9]+(-[a-z0-9]+)*$" },
  description: { type: "string", maxLength: 2000 },
  parentId: { type: ["string", "null"], format: "uuid" },
  position: { type: "integer", minimum: 0 },
};
const product = {
  categoryId: uuid,
  sku: { type: "string", pattern: "^[A-Z0-9][A-Z0-9-]{2,31}$", examples: ["SHOE-4711"] },
  name: text(200),
  description: { type: "string", maxLength: 20000 },
  brand: { type: "string", maxLength: 100 },
  priceMinor: money("Price with tax"),
  currency,
  taxRate: { type: "number", minimum: 0, maximum: 100 },
  attributes: { type: "object", maxProperties: 50, additionalProperties: { type: "string", maxLength: 200 } },
};
const quantity = { type: "integer", minimum: 1, maximum: 100 };
const orderStatus = { type: "string", enum: ["pending_payment", "paid", "shipped", "delivered", "cancelled"] };

const schemas: Json = {
  Error: object({
    error: object(
      {
        code: {
          type: "string",
          description: "Stable; programs decide by it.",
          enum: [
            "unauthenticated",
            "forbidden",
            "not_found",
            "conflict",
            "stale_version",
            "out_of_stock",
            "price_changed",
            "invalid",
            "idempotency_mismatch",
            "rate_limited",
            "unavailable",
          ],
        },
        message: { type: "string", description: "A sentence for people. Not stable." },
        fields: {
          type: "array",
          description: "Which inputs were wrong, where that is the reason.",
          items: object({
            path: { type: "string", examples: ["items.0.quantity"] },
            message: { type: "string" },
          }),
        },
        correlationId: uuid,
      },
      ["code", "message", "correlationId"],
    ),
  }),
  UserRegistration: input({
    email: { type: "string", format: "email", maxLength: 254 },
    password: { type: "string", minLength: 12, maxLength: 200, writeOnly: true },
    ...person,
  }),
  RegistrationReceipt: object({ message: { type: "string" } }),
  EmailConfirmation: input({ token: text(200) }),
  User: object({
    id,
    email: { type: "string", format: "email" },
    emailConfirmed: { type: "boolean" },
    ...person,
    role: { type: "string", enum: ["customer", "catalogue_editor", "warehouse", "support"] },
    version,
    createdAt: time,
  }),
  UserUpdate: input({ ...person, marketingConsent: { type: "boolean" }, version }, ["version"]),
  UserPage: pageOf("User"),
  UserExport: object({ user: schemaRef("User"), addresses: list("Address"), exportedAt: time }),
  AddressInput: input({ ...address, isDefault: { type: "boolean" } }, Object.keys(address)),
  Address: object({ id, ...address, isDefault: { type: "boolean" } }),
  AddressList: object({ items: list("Address", { maxItems: 20 }) }),
  CategoryInput: input(category, ["name", "slug"]),
  CategoryUpdate: input({ ...category, version }, ["version"]),
  Category: object({ id, ...category, version, createdAt: time, updatedAt: time }),
  CategoryPage: pageOf("Category"),
  ProductInput: input(product, ["categoryId", "sku", "name", "priceMinor", "currency"]),
  ProductUpdate: input({ ...product, status: { type: "string", enum: ["draft", "active", "withdrawn"] }, version }, [
    "version",
  ]),
  Product: object({
    id,
    ...product,
    status: { type: "string", enum: ["draft", "active", "withdrawn"] },
    images: list("ProductImage", { maxItems: 20 }),
    fewLeft: { type: ["integer", "null"], description: "Pieces left when fewer than five, else null." },
    version,
    createdAt: time,
    updatedAt: time,
  }),
  ProductImage: object({ url: { type: "string", format: "uri" }, altText: text(300) }),
  ImageUploadInput: input({
    contentHash: { type: "string", pattern: "^[0-9a-f]{64}$", description: "SHA-256 of the file." },
    contentType: { type: "string", enum: ["image/webp", "image/avif"] },
    altText: text(300),
    position: { type: "integer", minimum: 0, maximum: 19 },
  }),
  ImageUpload: object({ uploadUrl: { type: "string", format: "uri" }, expiresAt: time }),
  ProductPage: pageOf("Product"),
  StockInput: input({ onHand: { type: "integer", minimum: 0 }, version }),
  Stock: object({
    productId: uuid,
    onHand: { type: "integer", minimum: 0 },
    reserved: { type: "integer", minimum: 0 },
    version,
  }),
  ReservationInput: input({
    items: { type: "array", minItems: 1, maxItems: 50, items: input({ productId: uuid, quantity }) },
  }),
  Reservation: object({
    orderId: uuid,
    state: { type: "string", enum: ["held", "confirmed", "taken", "released"] },
    items: {
      type: "array",
      items: object({
        productId: uuid,
        sku: { type: "string" },
        name: { type: "string" },
        quantity,
        unitPriceMinor: money("Price of one piece"),
        taxRate: { type: "number" },
      }),
    },
    expiresAt: time,
  }),
  OrderInput: input({
    items: {
      type: "array",
      minItems: 1,
      maxItems: 50,
      items: input({ productId: uuid, quantity, expectedPriceMinor: money("Price the customer saw") }),
    },
    deliveryAddress: schemaRef("AddressInput"),
    paymentMethodToken: text(200, "One-time token from the provider's hosted fields."),
  }),
  OrderItem: object({
    productId: uuid,
    sku: { type: "string" },
    name: { type: "string" },
    quantity,
    unitPriceMinor: money("Price of one piece"),
    lineMinor: money("Price of the line"),
  }),
  Order: object({
    id,
    number: { type: "integer", format: "int64", examples: [100001] },
    status: orderStatus,
    cancelReason: { type: ["string", "null"], enum: ["customer", "payment_failed", "stock_expired", "support", null] },
    items: list("OrderItem"),
    itemsMinor: money("Sum of the lines"),
    shippingMinor: money("Shipping"),
    totalMinor: money("What is charged"),
    currency,
    version,
    placedAt: time,
    updatedAt: time,
  }),
  OrderPage: pageOf("Order"),
  Cancellation: input({ version }),
  ShipmentInput: input({ version, weightGrams: { type: "integer", minimum: 1, maximum: 31500 } }),
  Shipment: object({
    id,
    orderId: uuid,
    state: { type: "string", enum: ["requested", "on_hold", "labelled", "handed_over", "delivered"] },
    trackingCode: { type: ["string", "null"] },
  }),
  PaymentNotification: object({
    eventId: text(100),
    paymentId: uuid,
    result: { type: "string", enum: ["succeeded", "failed"] },
    failureCode: { type: ["string", "null"] },
  }),
  ParcelNotification: object({
    eventId: text(100),
    trackingCode: text(60),
    state: { type: "string", enum: ["handed_over", "delivered"] },
  }),
};

const pathId = (name: string, what: string) => ({
  name,
  in: "path",
  required: true,
  description: `Id of the ${what}.`,
  schema: uuid,
});
const query = (name: string, description: string, schema: Json) => ({ name, in: "query", description, schema });

const parameters: Json = {
  CorrelationId: {
    name: "X-Correlation-ID",
    in: "header",
    description:
      "Chosen by the caller, or by the gateway where it is missing. It comes back in the answer and stands in every log line.",
    schema: uuid,
  },
  IdempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    required: true,
    description:
      "Chosen by the caller, new for each intention. Kept for 48 hours; the same key with another body gets 422 idempotency_mismatch, and 409 while the first request is still running.",
    schema: { type: "string", minLength: 8, maxLength: 100 },
  },
  Limit: query("limit", "Items in a page.", { type: "integer", minimum: 1, maximum: 100, default: 50 }),
  Cursor: query("cursor", "nextCursor of the page before.", { type: "string", maxLength: 500 }),
  UserId: pathId("userId", "person"),
  AddressId: pathId("addressId", "address"),
  CategoryId: pathId("categoryId", "category"),
  ProductId: pathId("productId", "product"),
  OrderId: pathId("orderId", "order"),
  EmailFilter: query("email", "Exact address.", { type: "string", format: "email" }),
  ParentFilter: query("parentId", "Only children of this category.", uuid),
  Query: query("q", "Words to search for in name, brand, number and description.", {
    type: "string",
    minLength: 2,
    maxLength: 200,
  }),
  CategoryFilter: query("categoryId", "Only this category.", uuid),
  MinimumPrice: query("minPriceMinor", "Lowest price in minor units.", { type: "integer", minimum: 0 }),
  MaximumPrice: query("maxPriceMinor", "Highest price in minor units.", { type: "integer", minimum: 0 }),
  ProductSort: query("sort", "Order where no words are searched.", {
    type: "string",
    enum: ["newest", "price", "-price"],
    default: "newest",
  }),
  StatusFilter: query("status", "Only orders in this state.", orderStatus),
};

const correlation = { "X-Correlation-ID": { $ref: "#/components/headers/CorrelationId" } };
const retryAfter = { "Retry-After": { $ref: "#/components/headers/RetryAfter" } };
const error = (description: string, code: string, message: string, headers: Json = {}) => ({
  description,
  headers: { ...correlation, ...headers },
  content: {
    "application/json": {
      schema: schemaRef("Error"),
      example: { error: { code, message, correlationId: "0199d1f0-6c1e-7a4e-9a53-1d3b6c1f2a77" } },
    },
  },
});

const responses: Json = {
  Unauthenticated: error("No valid token or signature.", "unauthenticated", "Sign in to go on."),
  Forbidden: error("The token lacks the scope.", "forbidden", "This needs the scope orders:manage."),
  NotFound: error("It does not exist, or the caller may not see it.", "not_found", "There is no such order."),
  Conflict: error(
    "The state does not allow it: a stale version, short stock, a changed price, or a value that is taken.",
    "out_of_stock",
    "Only 2 pieces of SHOE-4711 are left.",
  ),
  Invalid: error("The input is wrong; fields says where.", "invalid", "Quantity must be between 1 and 100."),
  TooManyRequests: error("Too many requests.", "rate_limited", "Try again in 12 seconds.", {
    ...retryAfter,
    "RateLimit-Limit": { $ref: "#/components/headers/RateLimitLimit" },
    "RateLimit-Remaining": { $ref: "#/components/headers/RateLimitRemaining" },
  }),
  Unavailable: error(
    "A part is overloaded or away. Nothing was stored.",
    "unavailable",
    "Try again in 5 seconds.",
    retryAfter,
  ),
};

const header = (description: string, schema: Json) => ({ description, schema });
const seconds = { type: "integer", minimum: 0 };

export const components: Json = {
  securitySchemes: {
    oauth2: {
      type: "oauth2",
      description: "Access tokens live 10 minutes. People use the code flow with PKCE, programs client credentials.",
      flows: {
        authorizationCode: {
          authorizationUrl: "https://shop.example/oauth/authorize",
          tokenUrl: "https://shop.example/oauth/token",
          refreshUrl: "https://shop.example/oauth/token",
          scopes: {
            profile: "Read and change one's own account",
            "orders:read": "Read one's own orders",
            "orders:write": "Place and cancel one's own orders",
            "users:read": "Read people (support)",
            "catalogue:write": "Change categories and products (catalogue editors)",
            "stock:read": "Read stock levels (catalogue editors, warehouse)",
            "stock:write": "Set stock levels (catalogue editors)",
            "orders:manage": "See all orders and ship them (warehouse, support)",
          },
        },
        clientCredentials: {
          tokenUrl: "https://shop.example/oauth/token",
          scopes: { "stock:reserve": "Reserve stock (Order service)", "orders:read": "Read orders (back office)" },
        },
      },
    },
    paymentSignature: {
      type: "apiKey",
      in: "header",
      name: "X-Payment-Signature",
      description: "HMAC-SHA-256 over time stamp and body; refused when older than 5 minutes.",
    },
    carrierSignature: {
      type: "apiKey",
      in: "header",
      name: "X-Carrier-Signature",
      description: "HMAC-SHA-256 over time stamp and body; refused when older than 5 minutes.",
    },
  },
  headers: {
    CorrelationId: header("The id under which this request stands in every log.", uuid),
    Location: header("Where the new thing can be read.", { type: "string", format: "uri-reference" }),
    RetryAfter: header("Seconds to wait before the next try.", seconds),
    RateLimitLimit: header("Requests allowed in the window.", seconds),
    RateLimitRemaining: header("Requests left in the window.", seconds),
  },
  parameters,
  responses,
  schemas,
};
