import { z } from 'zod'
import { isPacketId } from '../../../sim/domain/intercommunication/packet.ts'
import { ADDRESS } from '../../../sim/domain/intercommunication/remote.ts'
import { Word } from './words.ts'

/** What sides of Network Intercommunication and their packets are called. */
export const PacketId = z.string().min(1, 'must not be empty').refine(isPacketId, 'has 1 to 8 bytes of UTF-8')

const Remote = z.union([
  z.strictObject({ site: Word.meta({ description: 'Another site, in the same LAN.' }) }),
  z.strictObject({
    address: z.string().max(260).regex(ADDRESS, 'is a host and its UDP port, such as 192.168.1.20:61263'),
  }),
])

/** Network Intercommunication of a site. */
export const Intercommunication = z.strictObject({
  id: PacketId.meta({ description: 'What the Miniserver calls itself: 8 bytes at most.' }),
  remotes: z
    .record(PacketId, Remote)
    .meta({ description: 'Whom it knows, each by what that calls itself: a site of the rig, or host and port.' }),
})
