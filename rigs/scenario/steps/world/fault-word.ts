import type { z } from 'zod'
import { RigError } from '../../../../sim/domain/errors.ts'
import type { Done, Faults, InternetFaults } from '../../../faults.ts'
import type { RigFile } from '../../../rig-file/shape.ts'
import { done, type StepWord } from '../../step-word.ts'

/** A word for what the world does. */
export interface FaultWord<Schema extends z.ZodObject = z.ZodObject, Word extends string = string>
  extends StepWord<Schema, Word> {
  /** Does it; also how it is tried in a book before anything runs. Throws what `Faults` throws, NOT_FOUND and USAGE. */
  act(faults: Faults, rig: RigFile, step: z.output<Schema>): Done
}

/** A word for what becomes of the Internet: of every lane. */
export function internetWord<Schema extends z.ZodObject, const Word extends string>(
  word: Omit<FaultWord<Schema, Word>, 'kind' | 'needs' | 'run' | 'act'> & {
    act(internet: InternetFaults, rig: RigFile, step: z.output<Schema>): Done
  },
): FaultWord<Schema, Word> {
  return {
    ...word,
    kind: 'action',
    async run({ estate: { internet, file } }, step) {
      await word.act(internet, file, step)
      return done(null)
    },
  }
}

/** Adds what all others have in common: they are actions, and need a lane whose world can be disturbed. */
export function faultWord<Schema extends z.ZodObject, const Word extends string>(
  word: Omit<FaultWord<Schema, Word>, 'kind' | 'needs' | 'run'>,
): FaultWord<Schema, Word> {
  return {
    ...word,
    kind: 'action',
    needs: ['faults'],
    async run({ estate }, step) {
      const { faults, file, lane } = estate
      if (faults === undefined)
        throw new RigError(
          'UNSUPPORTED',
          `links, clocks and power of the ${lane} lane are not disturbed; run it on the virtual one`,
        )
      await word.act(faults, file, step)
      return done(null)
    },
  }
}
