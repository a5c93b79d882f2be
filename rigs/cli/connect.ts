import type { RigCard } from '../card.ts'
import type { RigClient } from '../control/client-face.ts'
import { runningRig } from './find-rig.ts'
import type { Terminal } from './terminal.ts'
import type { RigOption } from './verb.ts'

/** A running rig, spoken to by the address and token on its card. */
export interface ConnectedRig extends RigClient {
  readonly card: RigCard
}

/** Throws NO_RIG where none runs. */
export async function connect(terminal: Terminal, { rig }: RigOption): Promise<ConnectedRig> {
  const card = await runningRig(terminal.folder, rig)
  const { openRigClient } = await import('../control/client.ts')
  return { card, ...openRigClient(card.control) }
}
