import type { ReaderSource } from '../../attachments/open-reader.ts'
import type { Opened } from '../../opened.ts'
import type { RigFile } from '../../rig-file/shape.ts'
import type { Person } from '../person.ts'
import { type ChosenReader, chosenReaders, nameOf, withSources } from './chosen-readers.ts'
import { openOneWireStand } from './one-wire-stand.ts'
import { personPresenter } from './person-presenter.ts'
import type { Presenter } from './presenter.ts'
import { openLineStand, openTextStand, type Stand } from './pty-presenter.ts'
import type { ReaderChoice } from './reader-choice.ts'
import { vpcdStand } from './vpcd-presenter.ts'

/** Whoever holds credentials to the readers of a run that are real, by `home/front-door`. */
export type Presenters = ReadonlyMap<string, Presenter>

/** The readers of a run, before its rig is up. */
export interface Stands {
  /** The rig file with what stands at its readers as their sources. */
  readonly rig: RigFile
  readonly presenters: Presenters
}

/** Opens the far ends that are ours; `opened` closes them. Throws READER_ABSENT where a real part of one is not here. */
export async function openStands(
  rig: RigFile,
  { readers, person }: { readonly readers?: readonly ReaderChoice[]; readonly person?: Person },
  opened: Opened,
): Promise<Stands> {
  const sources = new Map<string, ReaderSource>()
  const presenters = new Map<string, Presenter>()
  for (const chosen of chosenReaders(rig, readers)) {
    const { source, presenter } = await standAt(chosen, person)
    sources.set(nameOf(chosen.address), source)
    if (presenter !== undefined) presenters.set(nameOf(chosen.address), opened.use(presenter))
  }
  return { rig: withSources(rig, sources), presenters }
}

const PTY_STANDS = {
  'nfc-code-touch': openLineStand,
  'one-wire-extension': openOneWireStand,
  'external-reader': openTextStand,
} as const

async function standAt(
  { address, source }: ChosenReader,
  person: Person | undefined,
): Promise<Pick<Stand, 'source'> & Partial<Stand>> {
  switch (source.kind) {
    case 'pty':
      return PTY_STANDS[address.kind]()
    case 'vpcd':
      return vpcdStand(source)
    case 'simulated':
      throw new TypeError('nothing real stands there')
    default:
      return { source, ...(person !== undefined && { presenter: personPresenter(nameOf(address), person) }) }
  }
}
