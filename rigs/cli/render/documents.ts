import type { RigCommandOutput } from '../../control/commands/index.ts'
import type { Paint } from '../paint.ts'
import { table } from './table.ts'

type Documents = RigCommandOutput<'config-list'>
type Document = Documents['documents'][number]

/** The Config documents that are open. Lines. */
export function renderDocuments({ documents }: Documents, paint: Paint): string[] {
  if (documents.length === 0) return ['No document is open.']
  const rows = documents.map((document) => [document.site, document.document, String(document.rev), editsOf(document)])
  return table(rows, { paint, head: ['site', 'document', 'from revision', 'edits'] })
}

export function editsOf({ edits }: Pick<Document, 'edits'>): string {
  return edits === 1 ? '1 edit' : edits === 0 ? 'no edits' : `${edits} edits`
}
