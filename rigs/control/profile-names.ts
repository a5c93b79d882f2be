import type { ProfileField } from '../../sim/domain/program/profile.ts'

/** What people call the fields of a user's profile (R75). */
export const PROFILE_NAMES: Readonly<Record<ProfileField, string>> = {
  desc: 'description',
  firstname: 'first name',
  lastname: 'last name',
  email: 'e-mail',
  phone: 'phone',
  company: 'company',
  department: 'department',
  personalno: 'personnel number',
  title: 'title',
  debitor: 'debtor',
  customField1: 'custom field 1',
  customField2: 'custom field 2',
  customField3: 'custom field 3',
  customField4: 'custom field 4',
  customField5: 'custom field 5',
}
