import { isPacketId } from '../intercommunication/packet.ts'
import { ADDRESS, type Remote, type RemotePlace } from '../intercommunication/remote.ts'
import { serial } from './entry-readers.ts'
import { asRecord, flag, list, needed, oneOf, type Read, refuse, shape, text } from './reading.ts'
import { SCHEDULE_COMBINATIONS, type Setting } from './setting.ts'

/** An id of Network Intercommunication. */
export const packetId: Read<string> = (value, where) =>
  typeof value === 'string' && isPacketId(value) ? value : refuse(where, 'an id of 1 to 8 bytes')

const address: Read<string> = (value, where) =>
  typeof value === 'string' && ADDRESS.test(value) ? value : refuse(where, 'a host and its UDP port')

const remotePlace: Read<RemotePlace> = (value, where) =>
  'serial' in asRecord(value, where)
    ? shape<{ serial: string }>({ serial: needed(serial) })(value, where)
    : shape<{ address: string }>({ address: needed(address) })(value, where)

const READERS: { readonly [Name in Setting['name']]: Read<Extract<Setting, { name: Name }>> } = {
  'schedule-combination': shape({
    name: needed(oneOf('schedule-combination')),
    strategy: needed(oneOf(...SCHEDULE_COMBINATIONS)),
  }),
  'miniserver-name': shape({ name: needed(oneOf('miniserver-name')), title: needed(text) }),
  'custom-fields': shape({ name: needed(oneOf('custom-fields')), titles: needed(list(text)) }),
  'access-tab': shape({
    name: needed(oneOf('access-tab')),
    shownWith: needed(oneOf('any-reader', 'nfc-code-touch')),
  }),
  'share-tag-keys': shape({ name: needed(oneOf('share-tag-keys')), isShared: needed(flag) }),
  intercommunication: shape({
    name: needed(oneOf('intercommunication')),
    id: needed(packetId),
    remotes: needed(list(shape<Remote>({ id: needed(packetId), at: needed(remotePlace) }))),
  }),
  'field-quirks': shape({ name: needed(oneOf('field-quirks')), isOn: needed(flag) }),
}

const name = oneOf(...(Object.keys(READERS) as Setting['name'][]))

/** A setting of the unit. */
export const setting: Read<Setting> = (value, where) =>
  READERS[name(asRecord(value, where).name, `${where}.name`)](value, where)
