package dev.plumbline.dashboard.web;

import dev.plumbline.dashboard.view.ApprovalsPage;
import dev.plumbline.dashboard.view.CataloguePage;
import dev.plumbline.dashboard.view.ChangesPage;
import dev.plumbline.dashboard.view.ConnectionsPage;
import dev.plumbline.dashboard.view.DeadLettersPage;
import dev.plumbline.dashboard.view.DifferencePage;
import dev.plumbline.dashboard.view.EntityForm;
import dev.plumbline.dashboard.view.ErrorPage;
import dev.plumbline.dashboard.view.Form;
import dev.plumbline.dashboard.view.MeasureLinks;
import dev.plumbline.dashboard.view.MeasurePage;
import dev.plumbline.dashboard.view.ObligationPage;
import dev.plumbline.dashboard.view.OrganisationPage;
import dev.plumbline.dashboard.view.PledgePage;
import dev.plumbline.dashboard.view.ProductPage;
import dev.plumbline.dashboard.view.ProductsLinks;
import dev.plumbline.dashboard.view.ProductsPage;
import dev.plumbline.dashboard.view.ScoringPage;
import dev.plumbline.dashboard.view.SecretPage;
import dev.plumbline.dashboard.view.SensitivityPage;
import dev.plumbline.dashboard.view.Shell;
import dev.plumbline.dashboard.view.SideBySidePage;
import dev.plumbline.dashboard.view.SubmissionPage;
import dev.plumbline.dashboard.view.SubmissionsLinks;
import dev.plumbline.dashboard.view.SubmissionsPage;
import dev.plumbline.dashboard.view.UndecidedPage;
import dev.plumbline.dashboard.view.WeaknessesPage;
import dev.plumbline.dashboard.view.WhatIfPage;
import dev.plumbline.dashboard.view.Words;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/// The templates with the types they are checked against when the service is built.
///
/// `…$content` is the part of a page that htmx fetches again when something moved.
@CheckedTemplate(basePath = "pages")
final class Templates {
    private Templates() {}

    static native TemplateInstance organisation(Shell shell, Words w, OrganisationPage page);

    static native TemplateInstance organisation$content(
            Shell shell, Words w, OrganisationPage page);

    static native TemplateInstance pledge(Shell shell, Words w, PledgePage page);

    static native TemplateInstance weaknesses(Shell shell, Words w, WeaknessesPage page);

    static native TemplateInstance products(
            Shell shell, Words w, ProductsPage page, ProductsLinks links);

    static native TemplateInstance product(Shell shell, Words w, ProductPage page);

    static native TemplateInstance product$content(Shell shell, Words w, ProductPage page);

    static native TemplateInstance whatif(Shell shell, Words w, WhatIfPage page);

    static native TemplateInstance whatif$content(Shell shell, Words w, WhatIfPage page);

    static native TemplateInstance difference(Shell shell, Words w, DifferencePage page);

    static native TemplateInstance methods(Shell shell, Words w, SideBySidePage page);

    static native TemplateInstance undecided(Shell shell, Words w, UndecidedPage page);

    static native TemplateInstance ledger(Shell shell, Words w, ChangesPage page);

    static native TemplateInstance measure(
            Shell shell, Words w, MeasurePage page, MeasureLinks links);

    static native TemplateInstance measure$content(
            Shell shell, Words w, MeasurePage page, MeasureLinks links);

    static native TemplateInstance obligation(
            Shell shell, Words w, ObligationPage page, Form triage, Form risk, Form ending);

    static native TemplateInstance submissions(
            Shell shell, Words w, SubmissionsPage page, SubmissionsLinks links);

    static native TemplateInstance submission(
            Shell shell, Words w, SubmissionPage page, Form erroneous);

    static native TemplateInstance submission$content(
            Shell shell, Words w, SubmissionPage page, Form erroneous);

    static native TemplateInstance approvals(Shell shell, Words w, ApprovalsPage page, Form form);

    static native TemplateInstance admin(Shell shell, Words w, CataloguePage page);

    static native TemplateInstance connections(Shell shell, Words w, ConnectionsPage page);

    static native TemplateInstance deadletters(Shell shell, Words w, DeadLettersPage page);

    static native TemplateInstance secret(Shell shell, Words w, SecretPage page);

    static native TemplateInstance entity(Shell shell, Words w, EntityForm entity);

    static native TemplateInstance sensitivity(
            Shell shell, Words w, SensitivityPage page, SensitivityPage.Part part);

    static native TemplateInstance scoring(Shell shell, Words w, ScoringPage page);

    static native TemplateInstance error(Shell shell, Words w, ErrorPage page);
}
