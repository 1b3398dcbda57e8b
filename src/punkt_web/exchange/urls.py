"""The desk's pages of imports."""

from django.urls import path

from punkt_web.exchange import views

app_name = "imports"
urlpatterns = [
    path("", views.list_runs, name="list"),
    path("<slug:token>/", views.show_run, name="run"),
    path("<slug:token>/correct/", views.correct_run, name="correct"),
    path("<slug:token>/decide/", views.decide_run, name="decide"),
    path("<slug:token>/apply/", views.confirm_run, name="apply"),
    path("<slug:token>/restart/", views.restart_run, name="restart"),
    path("<slug:token>/stop/", views.stop_run, name="stop"),
    path("<slug:token>/discard/", views.discard_run, name="discard"),
    path("<slug:token>/report.json", views.download_report, name="report"),
]
