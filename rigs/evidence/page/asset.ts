import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileBesideCode } from '../../own-package.ts'
import { Html } from './html.ts'

/** A style or script of ours, which holds no `</script>` or `</style>`. `path`: from `rigs/evidence/`, such as `page/frame.css`. */
export function asset(path: string): Html {
  return new Html(textOf(path))
}

/**
 * A module of ours and all that it imports as the text of one module, each before those that import it: a page cannot load files beside it.
 * Its files declare nothing on top by the same name, and import by name only.
 */
export function script(path: string): Html {
  const texts = new Map<string, string>()
  collect(path, texts)
  return new Html([...texts.values()].join('\n'))
}

const IMPORT = /^import \{[^}]*\} from '([^']+)'\n/gm
const EXPORT = /^export (?=const|function)/gm

function collect(path: string, texts: Map<string, string>): void {
  const text = textOf(path)
  for (const [, imported = ''] of text.matchAll(IMPORT)) {
    const importedPath = posix.join(posix.dirname(path), imported)
    if (!texts.has(importedPath)) collect(importedPath, texts)
  }
  texts.set(path, text.replaceAll(IMPORT, '').replaceAll(EXPORT, ''))
}

function textOf(path: string): string {
  return readFileSync(fileBesideCode(`rigs/evidence/${path}`), 'utf8')
}
