/// Who is here and what they may do.
///
/// People sign in at Keycloak and come with a session cookie, machines and scripts with a bearer
/// token; both end as a [dev.plumbline.dashboard.view.Viewer]. [Roles] names the roles that
/// endpoints let in; which products somebody sees is decided from the same viewer in SQL
/// ([dev.plumbline.dashboard.store.Scope]). An endpoint without a permission is denied.
@NullMarked
package dev.plumbline.dashboard.access;

import org.jspecify.annotations.NullMarked;
