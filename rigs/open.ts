import type { Notice } from '../sim/io/notice.ts'
import { Adapters } from './adapters/adapters.ts'
import { attachDeclared } from './attachments/attach-declared.ts'
import { Attachments } from './attachments/attachments.ts'
import { showFeedback } from './attachments/show-feedback.ts'
import { Cards } from './cards.ts'
import type { RigContext } from './control/command.ts'
import { Documents } from './documents/documents.ts'
import type { Estate } from './estate.ts'
import type { LiveEstate, LiveOptions } from './lanes/live/estate.ts'
import { openVirtualEstate, type VirtualEstate, type VirtualOptions } from './lanes/virtual/estate.ts'
import { Opened } from './opened.ts'
import type { RigFile } from './rig-file/shape.ts'
import { setUpTrusts } from './setup-trusts.ts'

export interface OpenOptions {
  /** False leaves the rig file's trusts for somebody to carry out by hand. */
  readonly trusts: boolean
  readonly onNotice?: (notice: Notice) => void
}

/** A rig that is up: the estate, and what its commands work on. Disposing it leaves no process, port or file lock. */
export interface Rig<Kind extends Estate = Estate> extends AsyncDisposable {
  readonly estate: Kind
  readonly context: RigContext
}

/** The rig in the virtual world. */
export function openVirtualRig(file: RigFile, options: VirtualOptions & OpenOptions): Promise<Rig<VirtualEstate>> {
  return assemble(openVirtualEstate(file, options), options)
}

/** The rig on real sockets, disks and clocks. */
export async function openLiveRig(file: RigFile, options: LiveOptions & OpenOptions): Promise<Rig<LiveEstate>> {
  const { onNotice, onStep } = options
  // Sockets, broker and storage take a third of a second to load, which a virtual rig does not need.
  const { openLiveEstate } = await import('./lanes/live/estate.ts')
  const estate = await openLiveEstate(file, options)
  const trusts = options.trusts && !estate.isTakenUp
  const rig = await assemble(estate, { trusts, onNotice })
  try {
    await attachDeclared(rig.context)
    await estate.ready()
  } catch (error) {
    await rig[Symbol.asyncDispose]()
    throw error
  }
  if (estate.isTakenUp) onStep('what it had stored')
  if (trusts && file.trusts !== undefined) onStep(`Trust ${file.trusts.map(({ name }) => name).join(', ')}`)
  return rig
}

async function assemble<Kind extends Estate>(estate: Kind, { trusts, onNotice }: OpenOptions): Promise<Rig<Kind>> {
  const opened = new Opened()
  opened.use(estate)
  const tell = onNotice ?? (() => {})
  const attachments = opened.use(new Attachments(estate, tell))
  opened.defer(showFeedback(estate, attachments))
  const adapters = opened.use(new Adapters(estate, attachments.readings, tell))
  const cards = new Cards(estate)
  opened.defer(() => cards[Symbol.dispose]())
  const context: RigContext = { estate, cards, documents: new Documents(estate), attachments, adapters }
  try {
    await estate.settled()
    if (trusts) await setUpTrusts(context)
    await estate.settled()
  } catch (error) {
    await opened[Symbol.asyncDispose]()
    throw error
  }
  return { estate, context, [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]() }
}
