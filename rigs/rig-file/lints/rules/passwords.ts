import { hasFactoryPassword } from '../../../../sim/domain/program/factory.ts'
import type { Lint } from '../lint.ts'

export const defaultPassword: Lint = {
  code: 'DEFAULT_PASSWORD',
  finds: '`admin` still has the password of the factory.',
  mend: 'Give it another one.',
  source: 'R131, DIFF-1',
  *look({ program, hash }) {
    for (const user of program.users.values()) {
      if (!hasFactoryPassword(user, hash)) continue
      const sentence = 'This is the factory password: every external way stays closed until it is changed.'
      yield { place: { of: 'user', id: user.uuid, field: 'password' }, sentence }
    }
  },
}

export const weakPassword: Lint = {
  code: 'PASSWORD_WEAK',
  finds: 'A password scores 0 of 3: it is short, common, or of few different letters.',
  mend: 'Take eight letters or more, of three kinds.',
  source: 'R79, P-103',
  *look({ program, hash }) {
    for (const user of program.users.values()) {
      const isWeak = user.origin === undefined && user.password?.score === 0
      if (!isWeak || hasFactoryPassword(user, hash)) continue
      const sentence = 'This password is weak (score 0 of 3).'
      yield { place: { of: 'user', id: user.uuid, field: 'password' }, sentence }
    }
  },
}
