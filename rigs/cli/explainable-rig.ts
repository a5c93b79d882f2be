import { RigError } from '../../sim/domain/errors.ts'
import type { RigCard } from '../card.ts'
import type { RigClient } from '../control/client-face.ts'
import type { Fault } from '../rig-file/fault.ts'
import { connect } from './connect.ts'
import { readFaultless } from './faultless-rig.ts'
import { rigFilePath } from './find-rig.ts'
import type { Terminal } from './terminal.ts'
import type { RigOption } from './verb.ts'

export interface ExplainableRig extends RigClient, AsyncDisposable {
  /** Of a running rig. */
  readonly card?: RigCard
  /** Of a file. */
  readonly lints: readonly Fault[]
}

/** The running rig; where it does not run, its file in the virtual world, with its trusts carried out. */
export async function explainableRig(terminal: Terminal, options: RigOption): Promise<ExplainableRig> {
  try {
    return { ...(await connect(terminal, options)), lints: [], [Symbol.asyncDispose]: async () => {} }
  } catch (error) {
    if (!(error instanceof RigError && error.code === 'NO_RIG')) throw error
  }
  const path = rigFilePath(terminal.folder, options.rig)
  const { rig: file, lints } = await readFaultless(path, terminal)
  const [{ openVirtualRig }, { localRigClient }] = await Promise.all([
    import('../open.ts'),
    import('../control/local.ts'),
  ])
  terminal.tell(`no rig runs here; this is ${path} as it would start`)
  const rig = await openVirtualRig(file, { seed: 1, startWallMs: Date.now(), trusts: true })
  return { ...localRigClient(rig.context), lints, [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose]() }
}
