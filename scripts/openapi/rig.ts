import { RIG_PATH } from '../../rigs/control/app.ts'
import { RIG_COMMANDS } from '../../rigs/control/commands/index.ts'
import { callerInput } from '../../rigs/control/inputs.ts'
import { userOutput } from '../../rigs/control/user-output.ts'
import { decisionSchema } from '../../sim/protocol/bus/decision-schema.ts'
import { trustStatusAnswer } from '../../sim/protocol/control/answers.ts'
import type { Json } from './components.ts'
import { openApiDocument } from './document.ts'

/** The rig's control API as an OpenAPI document. */
export function rigApiDocument(version: string): Json {
  return openApiDocument({
    title: "loxrig: the rig's control API",
    description:
      'People at the door, open Config documents, clocks and the world around a running rig. Every command is a POST with a ' +
      'JSON body; what is refused has a code and a sentence. Address and token are on the rig card, `.loxrig/<rig>/rig.json`.',
    version,
    server: { url: 'http://127.0.0.1:8080', description: 'As the rig card says' },
    path: RIG_PATH,
    security: {
      name: 'rigToken',
      scheme: { type: 'http', scheme: 'bearer', description: 'The token of the rig card' },
    },
    operations: RIG_COMMANDS,
    shared: {
      input: { Caller: callerInput.unwrap() },
      output: { Decision: decisionSchema, User: userOutput, TrustStatus: trustStatusAnswer.element },
    },
    paths: {
      [`${RIG_PATH}/events`]: { get: EVENTS },
      [`${RIG_PATH}/readings`]: { get: READINGS },
      [`${RIG_PATH}/listening`]: { get: LISTENING },
      '/healthz': { get: HEALTH },
    },
  })
}

const EVENTS = {
  operationId: 'events',
  summary: 'Every message on the bus from now on, one JSON object a line; empty lines say that the stream lives',
  responses: {
    '200': {
      description:
        'Messages as the AsyncAPI document describes them, what is sealed still sealed. A last line with `code` and `message` ends it',
      content: {
        'application/x-ndjson': {
          schema: {
            type: 'object',
            properties: {
              id: { type: 'string' },
              site: { type: 'string' },
              device: { type: 'string' },
              timeMs: { type: 'number', description: "The sender's wall clock" },
              causedBy: { type: 'string' },
              channel: { type: 'string' },
              name: { type: 'string' },
              data: {},
            },
            required: ['id', 'site', 'device', 'timeMs', 'channel', 'data'],
          },
        },
      },
    },
    '401': { $ref: '#/components/responses/Refused401' },
    '403': { $ref: '#/components/responses/Refused403' },
  },
}

const READINGS = {
  operationId: 'readings',
  summary:
    'What is held to any reader from now on, one JSON object a line: a secret; empty lines say that the stream lives',
  responses: {
    '200': {
      description: 'Each with the id of the credential. A last line with `code` and `message` ends it',
      content: {
        'application/x-ndjson': {
          schema: {
            type: 'object',
            properties: {
              command: { type: 'string', description: 'Id of the command on the bus that carries it to its device' },
              reader: { type: 'string', description: '`home/front-door`' },
              source: { enum: ['simulated', 'pcsc', 'serial'] },
              credential: {
                type: 'object',
                properties: { kind: { enum: ['tag', 'ibutton', 'external'] }, id: { type: 'string' } },
                required: ['kind', 'id'],
              },
              monotonicMs: { type: 'number' },
              wallMs: { type: 'object', additionalProperties: { type: 'number' }, description: 'By site' },
            },
            required: ['command', 'reader', 'source', 'credential', 'monotonicMs', 'wallMs'],
          },
        },
      },
    },
    '401': { $ref: '#/components/responses/Refused401' },
    '403': { $ref: '#/components/responses/Refused403' },
  },
}

const LISTENING = {
  operationId: 'listening',
  summary:
    'Each time from now on that readers are listened to for `attach-learn`, one JSON object a line; empty lines say that the stream lives',
  responses: {
    '200': {
      description:
        'What is presented to one of these readers now attaches it at that place. A last line with `code` and `message` ends it',
      content: {
        'application/x-ndjson': {
          schema: {
            type: 'object',
            properties: {
              reader: { type: 'string', description: '`home/front-door`' },
              readers: { type: 'array', items: { type: 'string' }, description: 'As `attach list` names them' },
            },
            required: ['reader', 'readers'],
          },
        },
      },
    },
    '401': { $ref: '#/components/responses/Refused401' },
    '403': { $ref: '#/components/responses/Refused403' },
  },
}

const HEALTH = {
  operationId: 'health',
  summary: 'Whether the rig answers; needs no token',
  security: [],
  responses: {
    '200': {
      description: 'It does',
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: { status: { const: 'ok' }, rig: { type: 'string' } },
            required: ['status', 'rig'],
          },
        },
      },
    },
  },
}
