import { DEVICE_CODE_TYPES, type DeviceAuthorisation, type DeviceCode, type DeviceTag } from './device-authorisation.ts'
import { hex, uuid } from './entry-readers.ts'
import { asRecord, flag, instant, integer, needed, oneOf, optional, type Read, refuse, shape, text } from './reading.ts'

const base = {
  uuid: needed(uuid),
  name: needed(text),
  reader: needed(text),
  outputs: needed(integer),
  standardOutput: needed(oneOf(1, 2, 3, 4, 5, 6)),
}

/** There or not. */
const truth: Read<true> = (value, where) => (value === true ? value : refuse(where, 'true, or absent'))

const READERS: {
  readonly [Kind in DeviceAuthorisation['kind']]: Read<Extract<DeviceAuthorisation, { kind: Kind }>>
} = {
  code: shape<DeviceCode>({
    ...base,
    kind: needed(oneOf('code')),
    isActive: needed(flag),
    type: needed(oneOf(...DEVICE_CODE_TYPES)),
    fromMs: optional(instant),
    toMs: optional(instant),
    digest: optional(hex),
    isUsedUp: optional(truth),
  }),
  tag: shape<DeviceTag>({ ...base, kind: needed(oneOf('tag')), id: needed(text) }),
}

const kind = oneOf(...(Object.keys(READERS) as DeviceAuthorisation['kind'][]))

/** A code or a tag of a keypad itself. */
export const deviceAuthorisation: Read<DeviceAuthorisation> = (value, where) =>
  READERS[kind(asRecord(value, where).kind, `${where}.kind`)](value, where)
