import { queryParameters, type Request } from '../http/reply.ts';
import type { Entity, Model } from '../model/entity.ts';
import { splitPath, splitSegment } from '../odata/key.ts';
import { ODataError } from '../odata/odata-error.ts';
import type { ApiUser } from './api-users.ts';

/** A path of names in $expand, $select or $filter. */
const PATHS = /[A-Za-z_]\w*(?:\/[A-Za-z_]\w*)*/g;
const QUOTED = /'(?:[^']|'')*'/g;
const EMPLOYEE_CENTRAL = /^(?:Per|Emp|FO|Position$)/;

const forbidden = (user: ApiUser, { name }: Entity): ODataError =>
  new ODataError(403, 'COE_GENERAL_FORBIDDEN', `The user ${user.user} has no permission to read the entity ${name}.`);

/** Whether a permission role keeps an entity from a user. */
function isKept({ lacks }: ApiUser, { name }: Entity): boolean {
  if (lacks === 'employee-central-read') return EMPLOYEE_CENTRAL.test(name);
  return lacks === 'user-read' && name === 'User';
}

/**
 * Refuses a read that touches an entity which the user may not read: by its path, or by a navigation that is expanded,
 * selected or filtered on. Status 403 is documented, code and text are approximate. Unknown names are left to the read.
 *
 * @throws ODataError 403
 */
export function checkReadPermission(user: ApiUser, model: Model, request: Request, resource: string): void {
  if (user.lacks === null) return;
  const [first = '', ...steps] = splitPath(resource);
  const root = model.get(splitSegment(first).name);
  if (!root) return;
  const target = steps.reduce<Entity>(
    (entity, step) => follow(model, entity, step.split('(')[0] ?? '') ?? entity,
    root,
  );
  const parameters = queryParameters(request.rawQuery);
  const texts = ['$expand', '$select', '$filter'].map((name) => parameters?.get(name)?.replace(QUOTED, "''") ?? '');
  const touched = new Set([root, target]);
  for (const [path] of texts.join(',').matchAll(PATHS)) {
    let entity: Entity | undefined = target;
    for (const step of path.split('/')) {
      entity = entity && follow(model, entity, step);
      if (entity) touched.add(entity);
    }
  }
  for (const entity of touched) if (isKept(user, entity)) throw forbidden(user, entity);
}

function follow(model: Model, entity: Entity, step: string): Entity | undefined {
  const navigation = entity.navigations.get(step);
  return navigation && model.get(navigation.target);
}
