/** An OpenAPI skeleton with the parts every interface needs; “thing” stands for the author's own noun. */
export const contractSkeleton = `# > Replace "thing" by your noun, then add your fields. The rest can stay.
openapi: 3.1.0
info:
  title: Thing API
  version: 1.0.0
  description: Every answer carries X-Correlation-ID, every error has the form of the schema Error.
servers:
  - url: https://api.example.com
security:
  - oauth2: [things:read]
tags:
  - name: Things
    description: What the interface is about.
paths:
  /v1/things:
    get:
      operationId: listThings
      summary: List things
      tags: [Things]
      security:
        - oauth2: [things:read]
      parameters:
        - $ref: "#/components/parameters/CorrelationId"
        - $ref: "#/components/parameters/Limit"
        - $ref: "#/components/parameters/Cursor"
      responses:
        "200":
          description: One page, newest first.
          headers:
            X-Correlation-ID: { $ref: "#/components/headers/CorrelationId" }
          content:
            application/json:
              schema: { $ref: "#/components/schemas/ThingPage" }
        "401": { $ref: "#/components/responses/Unauthenticated" }
        "403": { $ref: "#/components/responses/Forbidden" }
        "422": { $ref: "#/components/responses/Invalid" }
        "429": { $ref: "#/components/responses/TooManyRequests" }
        "503": { $ref: "#/components/responses/Unavailable" }
    post:
      operationId: createThing
      summary: Create a thing
      tags: [Things]
      security:
        - oauth2: [things:write]
      parameters:
        - $ref: "#/components/parameters/CorrelationId"
        - $ref: "#/components/parameters/IdempotencyKey"
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: "#/components/schemas/ThingInput" }
      responses:
        "201":
          description: The new thing.
          headers:
            X-Correlation-ID: { $ref: "#/components/headers/CorrelationId" }
            Location: { $ref: "#/components/headers/Location" }
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Thing" }
        "401": { $ref: "#/components/responses/Unauthenticated" }
        "403": { $ref: "#/components/responses/Forbidden" }
        "409": { $ref: "#/components/responses/Conflict" }
        "422": { $ref: "#/components/responses/Invalid" }
        "429": { $ref: "#/components/responses/TooManyRequests" }
        "503": { $ref: "#/components/responses/Unavailable" }
  /v1/things/{thingId}:
    parameters:
      - $ref: "#/components/parameters/ThingId"
    get:
      operationId: getThing
      summary: Read a thing
      tags: [Things]
      security:
        - oauth2: [things:read]
      parameters:
        - $ref: "#/components/parameters/CorrelationId"
      responses:
        "200":
          description: The thing.
          headers:
            X-Correlation-ID: { $ref: "#/components/headers/CorrelationId" }
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Thing" }
        "401": { $ref: "#/components/responses/Unauthenticated" }
        "403": { $ref: "#/components/responses/Forbidden" }
        "404": { $ref: "#/components/responses/NotFound" }
        "429": { $ref: "#/components/responses/TooManyRequests" }
        "503": { $ref: "#/components/responses/Unavailable" }
    patch:
      operationId: updateThing
      summary: Change a thing
      tags: [Things]
      security:
        - oauth2: [things:write]
      parameters:
        - $ref: "#/components/parameters/CorrelationId"
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: "#/components/schemas/ThingUpdate" }
      responses:
        "200":
          description: The changed thing.
          headers:
            X-Correlation-ID: { $ref: "#/components/headers/CorrelationId" }
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Thing" }
        "401": { $ref: "#/components/responses/Unauthenticated" }
        "403": { $ref: "#/components/responses/Forbidden" }
        "404": { $ref: "#/components/responses/NotFound" }
        "409": { $ref: "#/components/responses/Conflict" }
        "422": { $ref: "#/components/responses/Invalid" }
        "429": { $ref: "#/components/responses/TooManyRequests" }
        "503": { $ref: "#/components/responses/Unavailable" }
components:
  securitySchemes:
    oauth2:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: https://id.example.com/oauth/token
          scopes:
            things:read: Read things
            things:write: Create and change things
  headers:
    CorrelationId: { description: The id of this request in every log., schema: { type: string, format: uuid } }
    Location: { description: Where the new thing can be read., schema: { type: string, format: uri-reference } }
    RetryAfter: { description: Seconds to wait before the next try., schema: { type: integer, minimum: 0 } }
  parameters:
    CorrelationId: { name: X-Correlation-ID, in: header, schema: { type: string, format: uuid } }
    IdempotencyKey:
      name: Idempotency-Key
      in: header
      required: true
      schema: { type: string, minLength: 8, maxLength: 100 }
    Limit: { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 100, default: 50 } }
    Cursor: { name: cursor, in: query, schema: { type: string, maxLength: 500 } }
    ThingId: { name: thingId, in: path, required: true, schema: { type: string, format: uuid } }
  responses:
    Unauthenticated: { description: No valid token., content: { application/json: { schema: { $ref: "#/components/schemas/Error" } } } }
    Forbidden: { description: The token lacks the scope., content: { application/json: { schema: { $ref: "#/components/schemas/Error" } } } }
    NotFound: { description: It does not exist or may not be seen., content: { application/json: { schema: { $ref: "#/components/schemas/Error" } } } }
    Conflict: { description: A stale version or a value that is taken., content: { application/json: { schema: { $ref: "#/components/schemas/Error" } } } }
    Invalid: { description: The input is wrong; fields says where., content: { application/json: { schema: { $ref: "#/components/schemas/Error" } } } }
    TooManyRequests:
      description: Too many requests.
      headers:
        Retry-After: { $ref: "#/components/headers/RetryAfter" }
      content: { application/json: { schema: { $ref: "#/components/schemas/Error" } } }
    Unavailable:
      description: Overloaded or away; nothing was stored.
      headers:
        Retry-After: { $ref: "#/components/headers/RetryAfter" }
      content: { application/json: { schema: { $ref: "#/components/schemas/Error" } } }
  schemas:
    Error:
      type: object
      required: [error]
      properties:
        error:
          type: object
          required: [code, message, correlationId]
          properties:
            code: { type: string, description: Stable; programs decide by it. }
            message: { type: string, description: A sentence for people. }
            fields:
              type: array
              items:
                type: object
                required: [path, message]
                properties:
                  path: { type: string }
                  message: { type: string }
            correlationId: { type: string, format: uuid }
    ThingInput:
      type: object
      additionalProperties: false
      required: [name]
      properties:
        name: { type: string, minLength: 1, maxLength: 200 }
    ThingUpdate:
      type: object
      additionalProperties: false
      required: [version]
      properties:
        name: { type: string, minLength: 1, maxLength: 200 }
        version: { type: integer, minimum: 1, description: The version that was read; an older one gets 409. }
    Thing:
      type: object
      required: [id, name, version, createdAt]
      properties:
        id: { type: string, format: uuid }
        name: { type: string }
        version: { type: integer }
        createdAt: { type: string, format: date-time }
    ThingPage:
      type: object
      required: [items, nextCursor]
      properties:
        items: { type: array, maxItems: 100, items: { $ref: "#/components/schemas/Thing" } }
        nextCursor: { type: [string, "null"] }
`;
