import type { KeypadProperties } from '../keypad/keypad.ts'
import { accessOutput, hex, serial, uuid } from './entry-readers.ts'
import type {
  AccessController,
  AuthenticationNfcCodeTouch,
  Control,
  InfoOnlyDigital,
  IntercomControl,
  IntercommunicationInput,
  IntercommunicationOutput,
  IntercomReference,
  NfcCodeInput,
  NfcTagInput,
  Switch,
  TrustedIo,
  TrustedIoReference,
} from './program.ts'
import { asRecord, flag, integer, list, needed, oneOf, optional, type Read, shape, text } from './reading.ts'
import { packetId } from './setting-reader.ts'

const base = {
  uuid: needed(uuid),
  name: needed(text),
  room: optional(uuid),
  category: optional(uuid),
  secured: optional(flag),
}

const intercommunicated = {
  value: needed(oneOf('digital', 'analog', 'text')),
  remote: needed(packetId),
  packet: needed(packetId),
}

const trustedIo = {
  direction: needed(oneOf('input', 'output')),
  value: needed(oneOf('digital', 'analog', 'text')),
  description: optional(text),
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
    additionalPreselections: optional(flag),
    tagConfirmsEntry: optional(flag),
    isDummy: optional(flag),
    keypad: optional(
      shape<KeypadProperties>({
        variant: needed(oneOf('tree', 'air')),
        power: needed(oneOf('mains', 'battery')),
        generation: needed(oneOf(1, 2)),
        keySound: needed(flag),
        digitTimeoutMs: needed(integer),
      }),
    ),
  }),
  'access-controller': checkedAtOnce(
    shape<AccessController>({
      ...base,
      kind: needed(oneOf('access-controller')),
      reader: needed(text),
      extension: optional(text),
      selectionMs: optional(integer),
      pulseMs: needed(integer),
      historyLength: needed(integer),
    }),
  ),
  'info-only-digital': shape<InfoOnlyDigital>({ ...base, kind: needed(oneOf('info-only-digital')) }),
  intercom: shape<IntercomControl>({
    ...base,
    kind: needed(oneOf('intercom')),
    version: needed(oneOf(1, 2)),
    device: needed(text),
    maxBellMs: optional(integer),
    address: optional(text),
  }),
  'intercom-reference': shape<IntercomReference>({
    ...base,
    kind: needed(oneOf('intercom-reference')),
    version: needed(oneOf(1, 2)),
    host: needed(serial),
    intercom: needed(uuid),
  }),
  'intercommunication-input': shape<IntercommunicationInput>({
    ...{ ...base, ...intercommunicated, kind: needed(oneOf('intercommunication-input')) },
  }),
  'intercommunication-output': shape<IntercommunicationOutput>({
    ...{ ...base, ...intercommunicated, kind: needed(oneOf('intercommunication-output')) },
  }),
  'nfc-code-input': shape<NfcCodeInput>({
    ...{ ...base, kind: needed(oneOf('nfc-code-input')), reader: needed(text), digest: optional(hex) },
  }),
  'nfc-tag-input': shape<NfcTagInput>({
    ...{ ...base, kind: needed(oneOf('nfc-tag-input')), reader: needed(text), id: optional(text) },
  }),
  switch: shape<Switch>({ ...base, kind: needed(oneOf('switch')) }),
  'trusted-io': shape<TrustedIo>({ ...base, ...trustedIo, kind: needed(oneOf('trusted-io')) }),
  'trusted-io-reference': shape<TrustedIoReference>({
    ...base,
    ...trustedIo,
    kind: needed(oneOf('trusted-io-reference')),
    host: needed(serial),
    io: needed(uuid),
  }),
}

const kind = oneOf(...(Object.keys(READERS) as Control['kind'][]))

/** A function block of any kind; the kind says which fields it has. */
export const control: Read<Control> = (value, where) =>
  READERS[kind(asRecord(value, where).kind, `${where}.kind`)](value, where)

/** Dsel 0 is none (§3.6.7). */
function checkedAtOnce(read: Read<AccessController>): Read<AccessController> {
  return (value, where) => {
    const { selectionMs, ...rest } = read(value, where)
    return selectionMs === undefined || selectionMs === 0 ? rest : { ...rest, selectionMs }
  }
}
