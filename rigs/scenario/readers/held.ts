import { RigError } from '../../../sim/domain/errors.ts'
import { readerAddress } from '../../control/addresses.ts'
import { credentialNamed, type HeldKind } from '../../control/credentials.ts'
import { named } from '../../rig-file/site-names.ts'
import type { Stage } from '../stage.ts'
import { done, type StepResult } from '../step-word.ts'

/** What people are told of a credential that the scenario names by its id. */
const BY_ITS_ID = 'what the scenario names by its id'

/** What is held to a reader by each word. */
const KINDS = { tap: 'tag', touch: 'ibutton', present: 'external' } as const satisfies Record<string, HeldKind>

/** Somebody holds a tag, an iButton or what bears an external ID to a reader: where that is real, to the real one. */
export async function held(
  { rig, estate, hands }: Stage,
  word: keyof typeof KINDS,
  { reader, credential }: { readonly reader: string; readonly credential: string },
): Promise<StepResult> {
  const address = readerAddress(estate.file, reader)
  if (hands?.isReal(address) === true) {
    const name = named(Object.keys(estate.file.credentials ?? {}), credential) ?? BY_ITS_ID
    return done(await hands.hold(address, credentialNamed(estate.file, KINDS[word], credential), name))
  }
  if (word === 'tap') return done(await rig.call('tap', { reader, tag: credential }))
  if (word === 'touch') return done(await rig.call('touch', { reader, ibutton: credential }))
  return done(await rig.call('present', { reader, externalId: credential }))
}

/**
 * Throws RigError READER_ABSENT where a real reader stands: a keypad writes an id and keys on the card that it learns, and real
 * readers here read.
 */
export function requireWriter({ estate, hands }: Stage, reader: string): void {
  if (hands?.isReal(readerAddress(estate.file, reader)) !== true) return
  throw new RigError(
    'READER_ABSENT',
    `a keypad writes on the card that it learns, and the real reader at ${reader} reads`,
  )
}
