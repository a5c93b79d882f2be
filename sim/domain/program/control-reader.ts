import { accessOutput, uuid } from './entry-readers.ts'
import type {
  AccessController,
  AuthenticationNfcCodeTouch,
  Control,
  InfoOnlyDigital,
  IntercomControl,
  Switch,
  TrustedIo,
} from './program.ts'
import { asRecord, flag, integer, list, needed, oneOf, optional, type Read, shape, text } from './reading.ts'

const base = {
  uuid: needed(uuid),
  name: needed(text),
  room: optional(uuid),
  category: optional(uuid),
  secured: optional(flag),
}

const READERS: { readonly [Kind in Control['kind']]: Read<Extract<Control, { kind: Kind }>> } = {
  'authentication-nfc-code-touch': shape<AuthenticationNfcCodeTouch>({
    ...base,
    kind: needed(oneOf('authentication-nfc-code-touch')),
    reader: needed(text),
    outputs: needed(list(accessOutput)),
    pulseMs: needed(integer),
    authentication: needed(integer),
    historyLength: needed(integer),
  }),
  'access-controller': shape<AccessController>({
    ...base,
    kind: needed(oneOf('access-controller')),
    reader: needed(text),
    extension: needed(text),
    pulseMs: needed(integer),
    historyLength: needed(integer),
  }),
  'info-only-digital': shape<InfoOnlyDigital>({ ...base, kind: needed(oneOf('info-only-digital')) }),
  intercom: shape<IntercomControl>({
    ...base,
    kind: needed(oneOf('intercom')),
    version: needed(oneOf(1, 2)),
    device: needed(text),
  }),
  switch: shape<Switch>({ ...base, kind: needed(oneOf('switch')) }),
  'trusted-io': shape<TrustedIo>({
    ...base,
    kind: needed(oneOf('trusted-io')),
    direction: needed(oneOf('input', 'output')),
    value: needed(oneOf('digital', 'analog', 'text')),
  }),
}

const kind = oneOf(...(Object.keys(READERS) as Control['kind'][]))

/** A function block of any kind; the kind says which fields it has. */
export const control: Read<Control> = (value, where) =>
  READERS[kind(asRecord(value, where).kind, `${where}.kind`)](value, where)
