# The way back: the last switch undone, or everything that the manifest says was made here removed.

# Puts the path back to what it led to before the last switch: the release before, or the original endpoint.
function Undo-Switch {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest)

    $switches = @($Manifest.switches | Where-Object { $_ })
    if ($switches.Count -eq 0) {
        Stop-Installation 'NothingToUndo'
    }
    $last = $switches[$switches.Count - 1]
    $before = $last.before
    $application = "$($last.site)$($last.path)"
    if ($before.existed -and -not (Get-IisPool $before.pool)) {
        Stop-Installation 'PoolGone' @($before.pool, $application)
    }
    if ($PSCmdlet.ShouldProcess($application, (Get-Text 'ActionUndo'))) {
        if ($before.existed) {
            Set-ApplicationTarget $last.site $last.path $before.physicalPath $before.pool $before.preload
            Set-Authentication $application $before.anonymous $before.anonymousAs $before.windows
            Write-Step 'Undone' @($application, $before.physicalPath)
        } else {
            Remove-Application $InstallDir $Manifest $application
            if (Test-Made $Manifest 'site' $last.site) {
                Remove-OwnSite $InstallDir $Manifest $last.site
            }
            Write-Step 'UndoneApplication' @($application)
        }
        Undo-Setting $last.changed
        $Manifest.switches = @($switches | Select-Object -First ($switches.Count - 1))
        Save-Manifest $InstallDir $Manifest
        # ROOMS's own pool is not recycled for this; ours reads the folder anew.
        if ($before.existed -and ((Test-Made $Manifest 'pool' $before.pool) -or (Get-IisPool $before.pool).State -ne 'Started')) {
            Start-Pool $before.pool
        }
    }
}

# Only an application that is not the root of a site of its own: that one goes with its site.
function Remove-Application {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [string] $Application)

    if ($PSCmdlet.ShouldProcess($Application, (Get-Text 'ActionRemove'))) {
        $present = @(Get-IisApplication | Where-Object { $_.Id -eq $Application })
        if ($present.Count -gt 0 -and $present[0].Path -ne '/') {
            foreach ($section in @('anonymousAuthentication', 'windowsAuthentication')) {
                if ($null -ne (Get-IisSectionValue $Application $section 'enabled')) {
                    Invoke-Appcmd @('clear', 'config', $Application, "/section:$section", '/commit:apphost') | Out-Null
                }
            }
            Invoke-Appcmd @('delete', 'app', $Application) | Out-Null
        }
        Remove-Made $InstallDir $Manifest 'application' $Application
    }
}

# The settings file as it was before, unless somebody has changed it since.
function Undo-Setting {
    [CmdletBinding(SupportsShouldProcess)]
    param($Changed)

    if (-not $Changed -or -not $Changed.copy -or -not (Test-Path -LiteralPath $Changed.copy)) {
        return
    }
    if ((Get-FileHash -LiteralPath $Changed.file).Hash -ne $Changed.hash) {
        Write-Caution 'SettingsKept' @($Changed.file, $Changed.copy)
        return
    }
    if ($PSCmdlet.ShouldProcess($Changed.file, (Get-Text 'ActionUndo'))) {
        Copy-Item -LiteralPath $Changed.copy -Destination $Changed.file -Force
    }
}

function Remove-OwnSite {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [string] $Site)

    if ($PSCmdlet.ShouldProcess($Site, (Get-Text 'ActionRemove'))) {
        if (@(Get-IisSite | Where-Object { $_.Name -eq $Site }).Count -gt 0) {
            Invoke-Appcmd @('delete', 'site', $Site) | Out-Null
        }
        Remove-Made $InstallDir $Manifest 'site' $Site
    }
}

# A folder or file of ours. A process that has just been ended holds its folder for some seconds.
function Remove-OwnPath {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [string] $Kind, [string] $Path)

    if ($PSCmdlet.ShouldProcess($Path, (Get-Text 'ActionRemove'))) {
        for ($try = 1; $try -le 15 -and (Test-Path -LiteralPath $Path); $try++) {
            Remove-Item -LiteralPath $Path -Recurse -Force -ErrorAction SilentlyContinue
            if (Test-Path -LiteralPath $Path) {
                Start-Sleep -Seconds 2
            }
        }
        if (Test-Path -LiteralPath $Path) {
            Stop-Installation 'InUse' @($Path)
        }
        Remove-Made $InstallDir $Manifest $Kind $Path
    }
}

function Get-MadeName {
    param($Manifest, [string] $Kind)

    return @($Manifest.made | Where-Object { $_ -and $_.kind -eq $Kind } | ForEach-Object { $_.name })
}

function Assert-Installed {
    param([string] $InstallDir, $Manifest)

    if (@($Manifest.made | Where-Object { $_ }).Count -eq 0) {
        Stop-Installation 'StatusNothing' @($InstallDir)
    }
}

# Before the pool or service goes: Windows forgets its name then.
function Revoke-AllGrant {
    param([string] $InstallDir, $Manifest)

    Get-MadeName $Manifest 'grant' | ForEach-Object { Revoke-Grant $InstallDir $Manifest $_ }
}

# Everything that was made here, last things first; rows that wait for the database stay, unless -RemoveData was said.
function Remove-Installation {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [bool] $RemoveData)

    Assert-Installed $InstallDir $Manifest
    while (@($Manifest.switches | Where-Object { $_ }).Count -gt 0) {
        Undo-Switch $InstallDir $Manifest
        if ($WhatIfPreference) {
            break
        }
    }
    Get-MadeName $Manifest 'site' | ForEach-Object { Remove-OwnSite $InstallDir $Manifest $_ }
    Revoke-AllGrant $InstallDir $Manifest
    Get-MadeName $Manifest 'pool' | ForEach-Object { Remove-Pool $InstallDir $Manifest $_ }
    Remove-Belonging $InstallDir $Manifest $RemoveData
}

# What belongs to an installation however the service runs: source of events, rights, releases, and the data on demand.
function Remove-Belonging {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [bool] $RemoveData)

    Get-MadeName $Manifest 'eventsource' | ForEach-Object { Remove-EventSource $InstallDir $Manifest $_ }
    $data = Join-Path $Manifest.dataDir ''
    $folders = Get-MadeName $Manifest 'folder' | Sort-Object -Property Length -Descending
    if ($RemoveData) {
        Get-MadeName $Manifest 'secret' | ForEach-Object { Remove-OwnPath $InstallDir $Manifest 'secret' $_ }
        $folders | Where-Object { "$_\" -like "$data*" } | ForEach-Object { Remove-OwnPath $InstallDir $Manifest 'folder' $_ }
    } else {
        Write-Step 'DataKept' @($Manifest.dataDir)
    }
    Get-MadeName $Manifest 'release' | ForEach-Object { Remove-OwnPath $InstallDir $Manifest 'release' $_ }
    Write-Step 'Removed' @((Get-ManifestPath $InstallDir), (Join-Path $InstallDir 'backup'))
}
