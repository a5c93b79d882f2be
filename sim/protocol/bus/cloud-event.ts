import { z } from 'zod'
import { RigError } from '../../domain/errors.ts'
import type { BusMessage } from './message.ts'
import { type Route, routeOf, routeOfTopic } from './route.ts'

/** Longest payload on the bus, in bytes of UTF-8. */
export const PAYLOAD_MAX = 65_536

const ID_MAX = 256

/** What MQTT carries of a message. */
export interface Frame {
  readonly topic: string
  readonly payload: string
  readonly retain: boolean
  readonly qos: 1
}

/**
 * The message as a CloudEvent 1.0 in structured mode; `decodeMessage` gives back an equal one.
 *
 * Throws TypeError for what is no message (our own mistake) and RigError FRAME_TOO_LONG over `PAYLOAD_MAX`.
 */
export function encodeMessage(prefix: string, message: BusMessage): Frame {
  return frameOf(routeOf(prefix, message), message)
}

/** `encodeMessage` for who knows the message's route. */
export function frameOf(route: Route, message: BusMessage): Frame {
  const { topic, retained } = route
  const result = route.data.safeParse(message.data)
  if (!result.success) throw new TypeError(`no message for ${topic}: ${faultOf(result.error)}`)
  if (!isId(message.id) || !(message.causedBy === undefined || isId(message.causedBy))) {
    throw new TypeError(`no message for ${topic}: ids are 1 to ${ID_MAX} characters`)
  }
  const payload = payloadOf(route, message)
  // No character takes more than three bytes per UTF-16 unit, so most payloads need not be measured.
  if (payload.length * 3 > PAYLOAD_MAX && Buffer.byteLength(payload) > PAYLOAD_MAX) {
    throw new RigError('FRAME_TOO_LONG', `${topic}: more than ${PAYLOAD_MAX} bytes`)
  }
  return { topic, payload, retain: retained, qos: 1 }
}

/** Throws RigError FRAME_MALFORMED or FRAME_TOO_LONG, with the topic and what is wrong, and nothing of the content. */
export function decodeMessage(prefix: string, topic: string, payload: Uint8Array): BusMessage {
  if (payload.length > PAYLOAD_MAX)
    throw new RigError('FRAME_TOO_LONG', `${shown(topic)}: more than ${PAYLOAD_MAX} bytes`)
  const route = routeOfTopic(prefix, topic)
  if (route === undefined) throw malformed(topic, 'no topic of this rig')
  const event = checked(topic, route, parseJson(topic, payload))
  if (event.source !== route.source) throw malformed(topic, 'source is not whose topic it is')
  if (event.type !== route.type) throw malformed(topic, 'type is not that of the topic')
  const { id, time, causedby: causedBy, data } = event
  const timeMs = timeMsOf(time)
  // The schema was chosen by the address, so address and data belong together. What is spread comes last: properties put behind
  // it cost a microsecond each.
  const message =
    causedBy === undefined ? { id, timeMs, data, ...route.address } : { id, timeMs, causedBy, data, ...route.address }
  return message as BusMessage
}

/** A CloudEvent around this data. Attributes it does not know are let through: CloudEvents are made to be extended. */
export function cloudEventOf<Data extends z.ZodType>(data: Data) {
  return z.looseObject({
    specversion: z.literal('1.0'),
    id: z.string().min(1).max(ID_MAX).describe('Unique in the rig; a repeat changes nothing'),
    source: z.string().min(1).max(512).describe('`/loxrig/<rig>/<site>/<device>`: whose topic it is'),
    type: z.string().min(1).max(256).describe("`loxrig.` and the topic's last levels, dotted"),
    time: z.iso.datetime({ offset: true }).describe("The sender's wall clock"),
    causedby: z.string().min(1).max(ID_MAX).exactOptional().describe('Id of what this follows from'),
    data,
  })
}

type CloudEvent = z.infer<ReturnType<typeof cloudEventOf>>

function payloadOf({ source, type }: Route, { id, timeMs, causedBy, data }: BusMessage): string {
  const time = timeOf(timeMs)
  const cause = causedBy === undefined ? '' : `,"causedby":${JSON.stringify(causedBy)}`
  // Source and type are levels of a topic, dots and slashes: nothing in them needs quoting.
  const attributes = `"source":"${source}","type":"${type}","time":"${time}"${cause}`
  return `{"specversion":"1.0","id":${JSON.stringify(id)},${attributes},"data":${JSON.stringify(data)}}`
}

/** The last time that was written: much is said in one millisecond, and heard in the same process. */
let latest = { timeMs: 0, time: '1970-01-01T00:00:00.000Z' }

function timeOf(timeMs: number): string {
  if (timeMs !== latest.timeMs) {
    const time = new Date(timeMs).toISOString()
    if (time.length !== CANONICAL_TIME_LENGTH) throw new TypeError(`${time} has no four-digit year`)
    latest = { timeMs, time }
  }
  return latest.time
}

function timeMsOf(time: string): number {
  return time === latest.time ? latest.timeMs : Date.parse(time)
}

/**
 * What our own sender writes is checked by hand, at a third of the price; whatever differs from it is judged by the schema,
 * which accepts more (other spellings of a time) and says what is wrong.
 */
function checked(topic: string, route: Route, event: unknown): CloudEvent {
  if (isOurs(event) && route.data.safeParse(event.data).success) return event
  const result = cloudEventOf(route.data).safeParse(event)
  if (!result.success) throw malformed(topic, faultOf(result.error))
  return result.data
}

function isOurs(event: unknown): event is CloudEvent {
  if (typeof event !== 'object' || event === null) return false
  const { specversion, id, time, causedby } = event as Partial<Record<string, unknown>>
  return specversion === '1.0' && isId(id) && isCanonicalTime(time) && (causedby === undefined || isId(causedby))
}

const CANONICAL_TIME_LENGTH = '2009-01-01T00:00:00.000Z'.length

function isCanonicalTime(time: unknown): boolean {
  if (time === latest.time) return true
  if (typeof time !== 'string' || time.length !== CANONICAL_TIME_LENGTH) return false
  return time.endsWith('Z') && time[10] === 'T' && !Number.isNaN(Date.parse(time))
}

function isId(id: unknown): boolean {
  return typeof id === 'string' && id.length > 0 && id.length <= ID_MAX
}

function parseJson(topic: string, payload: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(payload.buffer, payload.byteOffset, payload.length).toString())
  } catch {
    // The parser's own message quotes the content.
    throw malformed(topic, 'no JSON')
  }
}

function faultOf({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join('.') || 'the event'}: ${issue?.message}`
}

function malformed(topic: string, fault: string): RigError {
  return new RigError('FRAME_MALFORMED', `${shown(topic)}: ${fault}`)
}

function shown(topic: string): string {
  return topic.length > 200 ? `${topic.slice(0, 200)}…` : topic
}
