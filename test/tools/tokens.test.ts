import { describe, expect, test } from 'vitest'
import { sourceFile } from '../../scripts/source/source-file.ts'
import { tokenize } from '../../scripts/source/tokens.ts'

const texts = (source: string): string[] => tokenize(source).map(({ text }) => text)

describe('tokenize()', () => {
  test.for<[string, string, string[]]>([
    ['comments are dropped', 'a // b\n/* c\n */ d', ['a', 'd']],
    ['a comment mark in a string is text', "a('//x') b", ['a', '(', '//x', ')', 'b']],
    ['a quote may be escaped', "'it\\'s' b", ["it\\'s", 'b']],
    ['a slash after a value divides', 'a / b / c', ['a', '/', 'b', '/', 'c']],
    [
      'a slash elsewhere begins a regular expression',
      'x = /[\'"]/.test(y)',
      ['x', '=', '/[\'"]/', '.', 'test', '(', 'y', ')'],
    ],
    ['a class of a regular expression may hold a slash', 'x(/[/]"/u)', ['x', '(', '/[/]"/u', ')']],
    ['a template may hold templates', `\`a \${b(\`c \${d}\`)} e\``, ['a … e', 'b', '(', 'c …', 'd', ')']],
    [
      'a hole may hold braces and quotes',
      `\`\${f({ a: '}' })}\` g`,
      ['…', 'f', '(', '{', 'a', ':', '}', '}', ')', 'g'],
    ],
    ['an arrow is one token', '() => 1_000', ['(', ')', '=>', '1_000']],
  ])('%s', ([, source, expected]) => {
    expect(texts(source)).toEqual(expected)
  })

  test('knows the line of each token, after comments and templates of many lines too', () => {
    const lines = tokenize(`/*\n*/ a\n\`\n\${b}\n\` c`).map(({ text, line }) => [text, line])
    expect(lines).toEqual([
      ['a', 2],
      ['\n…\n', 3],
      ['b', 3],
      ['c', 5],
    ])
  })
})

describe('sourceFile()', () => {
  test('reads imports of every form, and resolves ours', () => {
    const text =
      "import './a.ts'\nimport type { B } from '../b.ts'\nexport * from 'zod'\nawait import('node:fs')\nconst from = 'no'"
    expect(sourceFile('sim/domain/x.ts', text).imports).toEqual([
      { target: 'sim/domain/a.ts', isOurs: true, line: 1 },
      { target: 'sim/b.ts', isOurs: true, line: 2 },
      { target: 'zod', isOurs: false, line: 3 },
      { target: 'node:fs', isOurs: false, line: 4 },
    ])
  })
})
