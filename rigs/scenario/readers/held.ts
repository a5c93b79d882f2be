import { readerAddress } from '../../control/addresses.ts'
import { credentialNamed } from '../../control/credentials.ts'
import { named } from '../../rig-file/site-names.ts'
import type { Stage } from '../stage.ts'
import { done, type StepResult } from '../step-word.ts'

/** What people are told of a credential that the scenario names by its id. */
const BY_ITS_ID = 'what the scenario names by its id'

/** Somebody holds a tag or an iButton to a reader: where that is real, to the real one. */
export async function held(
  { rig, estate, hands }: Stage,
  word: 'tap' | 'touch',
  { reader, credential }: { readonly reader: string; readonly credential: string },
): Promise<StepResult> {
  const address = readerAddress(estate.file, reader)
  if (hands?.isReal(address) === true) {
    const kind = word === 'tap' ? 'tag' : 'ibutton'
    const name = named(Object.keys(estate.file.credentials ?? {}), credential) ?? BY_ITS_ID
    return done(await hands.hold(address, credentialNamed(estate.file, kind, credential), name))
  }
  if (word === 'tap') return done(await rig.call('tap', { reader, tag: credential }))
  return done(await rig.call('touch', { reader, ibutton: credential }))
}
