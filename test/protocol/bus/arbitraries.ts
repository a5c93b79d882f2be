import fc from 'fast-check'
import { REASONS } from '../../../sim/protocol/bus/decision-schema.ts'
import type { BusMessage } from '../../../sim/protocol/bus/message.ts'

const text = fc.string({ unit: 'grapheme', maxLength: 40 })
const id = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
const level = fc.stringMatching(/^[a-z0-9$-]{1,12}$/)
const amount = fc.double({ min: 0, max: 1e9, noNaN: true }).map(positiveZero)
const source = fc.constantFrom('simulated' as const, 'pcsc' as const, 'serial' as const)
const outcome = fc.constantFrom('granted' as const, 'denied' as const)
const signal = fc.constantFrom('granted', 'denied', 'locked', 'rung', 'awaiting')
const sealedCredential = fc.record({ sealed: id, source })
const nothing = fc.constant({})

const eventData = optional({ sealed: id, source, typedMs: amount }, { ageMs: amount })

const decision = optional(
  {
    block: text,
    credential: optional({ name: text }, { kind: text }),
    user: optional({ origin: fc.record({ serial: text, name: text }) }, { name: text, uuid: text }),
    trust: fc.record({ origin: text, epoch: fc.nat(), seq: fc.nat() }),
  },
  {
    id,
    causedBy: id,
    site: level,
    reader: text,
    atMs: fc.integer(),
    ageMs: amount,
    outcome,
    reason: fc.constantFrom(...(Object.keys(REASONS) as (keyof typeof REASONS)[])),
    groups: fc.array(text, { maxLength: 4 }),
    paths: fc.array(
      optional(
        { schedule: fc.record({ name: text, active: fc.boolean() }) },
        {
          effect: fc.constantFrom('allow' as const, 'deny' as const),
          scope: fc.constantFrom('internal' as const, 'external' as const, 'physical' as const),
          path: text,
        },
      ),
      { maxLength: 4 },
    ),
    output: fc.integer({ min: -1, max: 9_999 }),
    historyType: fc.integer({ min: 0, max: 11 }),
    effects: fc.array(
      fc.oneof(
        fc.record({ type: fc.constant('pulse' as const), output: text, name: text, pulseMs: amount }),
        fc.record({ type: fc.constant('number' as const), output: fc.constant('Nco' as const), value: fc.nat() }),
        fc.record({ type: fc.constant('feedback' as const), signal }),
      ),
      { maxLength: 4 },
    ),
  },
)

/** By the name of a connection. */
const counts = fc.dictionary(
  fc.oneof(
    fc.constant('rig'),
    fc.tuple(level, level).map((levels) => levels.join('/')),
  ),
  fc.nat(),
  {
    noNullPrototype: true,
  },
)

const tally = optional(
  { dueOffsetMs: fc.integer() },
  { reading: fc.nat(), session: id, sent: counts, received: fc.nat(), begun: fc.nat() },
)

const contents = fc.oneof(
  fc.record({ channel: fc.constant('$state'), data: fc.constantFrom('init', 'ready', 'lost', 'disconnected') }),
  fc.record({
    channel: fc.constant('$description'),
    data: optional(
      { source },
      {
        kind: fc.constantFrom('miniserver', 'nfc-code-touch', 'one-wire-extension', 'external-reader', 'intercom'),
        serial: text,
        capabilities: fc.array(text, { maxLength: 4 }),
        placement: fc.constantFrom('in-process', 'process', 'container'),
        version: text,
      },
    ),
  }),
  fc.record({
    channel: fc.constant('event'),
    name: fc.constantFrom(
      'tag-presented',
      'code-entered',
      'bell-pressed',
      'tampered',
      'ibutton-arrived',
      'ibutton-departed',
      'external-presented',
      'unsupported',
    ),
    data: eventData,
  }),
  fc.record({ channel: fc.constant('receipt'), data: fc.record({ event: id }) }),
  fc.record({ channel: fc.constant('command'), name: fc.constant('feedback'), data: fc.record({ signal }) }),
  fc.record({
    channel: fc.constant('command'),
    name: fc.constantFrom('tap', 'touch', 'present', 'remove'),
    data: sealedCredential,
  }),
  fc.record({ channel: fc.constant('command'), name: fc.constantFrom('ring', 'tamper', 'battery-low'), data: nothing }),
  fc.record({ channel: fc.constant('command'), name: fc.constant('key'), data: fc.record({ sealed: id }) }),
  fc.record({ channel: fc.constant('command'), name: fc.constant('lock'), data: fc.record({ locked: fc.boolean() }) }),
  fc.record({
    channel: fc.constant('command'),
    name: fc.constant('light'),
    data: fc.record({ light: fc.constantFrom('', 'r', 'rg', 'rgbw') }),
  }),
  fc.record({
    channel: fc.constant('state'),
    name: level,
    data: fc.record({
      value: fc.oneof(
        fc.boolean(),
        text,
        fc.constant(null),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map(positiveZero),
      ),
    }),
  }),
  fc.record({
    channel: fc.constant('notice'),
    name: level,
    data: fc.dictionary(text, fc.jsonValue({ noUnicodeString: false }).map(plainJson), { noNullPrototype: true }),
  }),
  fc.record({ channel: fc.constant('decision'), data: decision }),
  fc.record({ channel: fc.constant('$tally'), data: tally }),
)

const frame = optional({ causedBy: id }, { id, timeMs: fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) }) })

const standing = optional(
  { external: text },
  {
    lan: text,
    access: optional(
      { https: fc.boolean(), address: text, remoteConnect: fc.constantFrom('none', 'timeout', 'restart') },
      { by: fc.constantFrom('nothing', ['hand', 'cloud-dns']) },
    ),
    miniserverType: fc.nat(),
    isUnsecured: fc.boolean(),
    isOnline: fc.boolean(),
  },
)

const serial = fc.stringMatching(/^[0-9A-F]{12}$/)

const clock = fc.record({
  channel: fc.constant('$clock'),
  site: fc.constant(''),
  device: fc.constant(''),
  data: optional(
    {
      network: fc.record({
        isInternetUp: fc.boolean(),
        units: fc.dictionary(serial, standing, { noNullPrototype: true, maxKeys: 3 }),
      }),
    },
    {
      reading: fc.nat(),
      monotonicOffsetMs: fc.integer(),
      wallOffsetMs: fc.dictionary(level, fc.integer(), { noNullPrototype: true }),
    },
  ),
})

const poll = fc.record({
  channel: fc.constant('$poll'),
  site: fc.constant(''),
  device: fc.constant(''),
  data: fc.record({ reading: fc.nat(), received: counts }),
})

/** Any message that can be on the bus. */
export const busMessage = fc
  .tuple(
    frame,
    fc.oneof(
      { weight: 9, arbitrary: fc.tuple(fc.record({ site: level, device: level }), contents) },
      fc.oneof(clock, poll).map((each) => [each, {}] as const),
    ),
  )
  .map(([common, [address, content]]) => ({ ...common, ...address, ...content }) as BusMessage)

/** Keys that may be missing, and keys that are there. */
function optional<Maybe extends object, Always extends object>(
  maybe: { [Key in keyof Maybe]: fc.Arbitrary<Maybe[Key]> },
  always: { [Key in keyof Always]: fc.Arbitrary<Always[Key]> },
): fc.Arbitrary<Partial<Maybe> & Always> {
  return fc
    .tuple(fc.record(maybe, { requiredKeys: [], noNullPrototype: true }), fc.record(always, { noNullPrototype: true }))
    .map(([some, all]) => ({ ...some, ...all }) as Partial<Maybe> & Always)
}

/** As JSON gives it back. */
function plainJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

/** JSON has no negative zero. */
function positiveZero(value: number): number {
  return value === 0 ? 0 : value
}
