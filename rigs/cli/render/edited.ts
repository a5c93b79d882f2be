import type { RigCommandOutput } from '../../control/commands/index.ts'
import { harmless } from '../paint.ts'

type Edited = Pick<RigCommandOutput<'group-add'>, 'site' | 'plane' | 'document' | 'rev'>

const DEFAULT_DOCUMENT = 'config'

/** What was edited, and when it takes effect. */
export function renderEdited(done: string, { site, plane, document = DEFAULT_DOCUMENT, rev }: Edited): string {
  const as = document === DEFAULT_DOCUMENT ? '' : ` --as ${document}`
  const effect =
    plane === 'program'
      ? `In effect at ${site}, revision ${rev}.`
      : `In the open document; takes effect with: npx loxrig config save ${site}${as}`
  return harmless(`${done} ${effect}`)
}
