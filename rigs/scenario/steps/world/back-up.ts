import { z } from 'zod'
import { siteNamed } from '../../../control/addresses.ts'
import { aSite } from '../../references.ts'
import { Site, Text } from '../../words.ts'
import { faultWord } from './fault-word.ts'

export const backUp = faultWord({
  word: 'back-up',
  schema: z
    .strictObject({ 'back-up': Site, name: Text.meta({ description: 'By which restore knows it; each once.' }) })
    .meta({ description: 'Keeps all that the Miniserver of a site has stored: program, users, history, Trust.' }),
  names: { 'back-up': aSite },
  tell: (step) => `back up ${step['back-up']} as ${step.name}`,
  act: (faults, rig, { 'back-up': site, name }) => faults.backUp(siteNamed(rig, site), name),
})
