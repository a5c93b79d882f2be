import { RigError } from '../../../sim/domain/errors.ts'
import { siteNamed } from '../../control/addresses.ts'
import type { RigFile } from '../../rig-file/shape.ts'
import { matcherOf } from '../expectations/index.ts'
import { isCredentialKey } from '../shown.ts'
import type { Reference } from '../step-word.ts'
import { until } from '../steps/time/until.ts'
import type { CheckedStep } from './steps.ts'
import { isMap } from './worded.ts'

/**
 * The steps with those that say `at` in two: the wait, and what is done then. It is by the clock of the site that the step is
 * about, the first of the rig where it is about none.
 */
export function withWaits(steps: readonly CheckedStep[], rig: RigFile): CheckedStep[] {
  return steps.flatMap((step): CheckedStep[] => {
    const { at, ...value } = step.value
    if (typeof at !== 'string') return [step]
    const site = siteOf({ ...step, value }, rig)
    const wait = { until: at, ...(site !== undefined && { site }) }
    return [
      { word: until, value: wait, path: step.path, isAt: true },
      { ...step, value },
    ]
  })
}

function siteOf({ word, value }: CheckedStep, rig: RigFile): string | undefined {
  const sought = value[word.word]
  return word.kind === 'expectation' && isMap(sought)
    ? firstSite(matcherOf(sought).names, sought, rig)
    : firstSite(word.names, value, rig)
}

/** `home` of `home/front-door`, `home/access:Front Door` and `home`. */
function firstSite(
  names: Readonly<Record<string, Reference>> | undefined,
  value: CheckedStep['value'],
  rig: RigFile,
): string | undefined {
  for (const key of Object.keys(names ?? {})) {
    const text = value[key]
    if (typeof text !== 'string' || isCredentialKey(key)) continue
    try {
      return siteNamed(rig, text.split('/', 1)[0] ?? '')
    } catch (error) {
      if (!(error instanceof RigError)) throw error
    }
  }
  return undefined
}
