# What is there, as the administrator needs it: for Exchange and ROOMS, for looking, for going back.

function Show-Result {
    param([string] $InstallDir, $Manifest, [string] $RoomsConfig, [int] $AdminPort)

    $Manifest.adminPort = $AdminPort
    Save-Manifest $InstallDir $Manifest
    Write-Host ''
    Write-Step 'ResultDone'
    Write-Step 'ResultUrl' @(Get-PublicUrl $RoomsConfig $Manifest.site (Get-EndpointPath $Manifest.applicationPath))
    Write-Step 'ResultStatusPage' @("http://127.0.0.1:$AdminPort/")
    Write-Step 'ResultSettings' @((Join-Path $Manifest.dataDir 'settings.jsonc'), (Join-Path $Manifest.dataDir 'logs'))
    Write-Step 'ResultBack'
}

function Show-Installation {
    param([string] $InstallDir, $Manifest)

    $made = @($Manifest.made | Where-Object { $_ })
    if ($made.Count -eq 0) {
        Write-Step 'StatusNothing' @($InstallDir)
        return
    }
    if ($Manifest.site) {
        $application = Find-IisApplication $Manifest.site $Manifest.applicationPath
        if ($application) {
            Write-Step 'StatusApplication' @($application.Id, $application.PhysicalPath, $application.Pool, (Get-IisPool $application.Pool).State)
        } else {
            Write-Caution 'StatusNoApplication' @($Manifest.site, $Manifest.applicationPath)
        }
    }
    Write-Step 'StatusHealth' @($Manifest.adminPort, (Get-HttpStatus "http://127.0.0.1:$($Manifest.adminPort)/healthz" ''))
    foreach ($entry in $made) {
        Write-Step 'StatusMade' @($entry.time, $entry.kind, $entry.name)
    }
    foreach ($entry in @($Manifest.switches | Where-Object { $_ })) {
        Write-Step 'StatusSwitch' @($entry.time, "$($entry.site)$($entry.path)", $entry.before.physicalPath, $entry.folder)
    }
    foreach ($entry in @($Manifest.backups | Where-Object { $_ })) {
        Write-Step 'StatusBackup' @($entry.time, $entry.file, $entry.copy)
    }
}
