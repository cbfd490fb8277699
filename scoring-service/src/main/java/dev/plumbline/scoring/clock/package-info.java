/// Time itself as a cause: due dates, ends of grace and midnight change scores without any event.
///
/// [QueueDueProducts][dev.plumbline.scoring.clock.QueueDueProducts] asks the index once a second
/// which products time has touched and queues them like everybody else;
/// [FollowCatalogues][dev.plumbline.scoring.clock.FollowCatalogues] asks which catalogue counts.
@NullMarked
package dev.plumbline.scoring.clock;

import org.jspecify.annotations.NullMarked;
