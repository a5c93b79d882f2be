import type { Finding } from '../finding.ts'
import type { LooseRig } from '../shape.ts'
import { keys } from '../site-names.ts'
import { listed, missing } from './missing.ts'

/** Sites whose lints are accepted are there; what is not there of the rest is itself a lint. */
export function* checkAcceptances(rig: LooseRig): Iterable<Finding> {
  for (const [path, accepted] of listed(['lints', 'accept'], rig.lints?.accept)) {
    yield* missing('site', keys(rig.sites), [[[...path, 'at'], accepted?.at]])
  }
}
